package io.busbar.bridge.surface.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A house in which everything happens within one millisecond. */
class FacadeTest {
  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final Facade facade =
      new Facade(bus, Clock.fixed(Lamp.NOON, ZoneOffset.UTC), new Random(7), 10);
  private final Map<DeviceId, Promise<LogicalDevice>> reads = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    DeviceList devices = new DeviceList(List.of(Lamp.device(Lamp.ID)));
    Object started =
        Await.result(
            Future.all(
                    List.of(
                        bus.serve(DevicesContract.LIST, asked -> Future.succeededFuture(devices)),
                        bus.serve(DevicesContract.READ, this::read),
                        bus.serve(
                            StatesContract.LIVE,
                            asked -> Future.succeededFuture(new LiveStates(List.of(), 0))),
                        bus.serve(StatesContract.READ, asked -> Future.succeededFuture(Lamp.lit())),
                        bus.serve(
                            ProgramsContract.LIST,
                            asked -> Future.succeededFuture(new ProgramList(List.of()))),
                        bus.serve(
                            CommandsContract.EXECUTE,
                            asked -> Future.succeededFuture(Lamp.done(asked)))))
                .compose(served -> vertx.deployVerticle(facade)));
    assertThat(started).isNotNull();
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  @Test
  void answersACallWithWhatItChangedAtOnce() {
    Principal ada =
        new Principal(
            new UserId("usr_ada"), "ada", "Ada", null, Role.ADMIN, Set.of(), "jti", Lamp.NOON);
    ServiceCall call =
        new ServiceCall("light", "turn_on", Set.of("light.lamp"), Fields.EMPTY, Source.REST, ada);

    List<EntityState> changed = Await.result(new ServiceDesk(bus, facade).call(call));

    assertThat(changed).extracting(EntityState::state).containsExactly("on");
  }

  @Test
  void showsNoDeviceThatWasRemovedWhileItWasRead() {
    DeviceId ghost = new DeviceId("ghost");
    DeviceId last = new DeviceId("last");
    changed(Change.DISCOVERED, ghost);
    changed(Change.REMOVED, ghost);
    changed(Change.DISCOVERED, last);
    await().until(() -> reads.containsKey(last));

    read(ghost).complete(Lamp.device(ghost));
    read(last).complete(Lamp.device(last));
    await().until(() -> facade.house().find("light.last").isPresent());
    assertThat(facade.house().find("light.ghost")).isEmpty();

    reads.clear();
    changed(Change.DISCOVERED, ghost);
    await().until(() -> reads.containsKey(ghost));
    read(ghost).complete(Lamp.device(ghost));
    await().until(() -> facade.house().find("light.ghost").isPresent());
  }

  private Future<LogicalDevice> read(ReadDevice asked) {
    return read(asked.id()).future();
  }

  private Promise<LogicalDevice> read(DeviceId id) {
    return reads.computeIfAbsent(id, asked -> Promise.promise());
  }

  private void changed(Change change, DeviceId id) {
    Endpoint endpoint = new Endpoint(Lamp.WLED, id.value());
    Device device =
        new Device(
            id,
            endpoint,
            "Lamp",
            "light",
            List.of(),
            Fields.EMPTY,
            Fields.EMPTY,
            List.of(),
            null,
            Lamp.NOON,
            Lamp.NOON);
    bus.publish(DevicesContract.CHANGED, new DeviceChanged(change, device));
  }
}
