package io.busbar.bridge.surface.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.surface.homeassistant.model.EntityState;
import io.busbar.bridge.testing.Await;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ProgramList;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
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
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance WLED = DriverInstance.of("WLED", "one");
  private static final DeviceId LAMP = new DeviceId("lamp");
  private static final Fields LIT = Fields.of("power", true);

  static {
    TraceContext.install();
  }

  private final Vertx vertx = Vertx.vertx();
  private final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  private final Facade facade =
      new Facade(bus, Clock.fixed(NOON, ZoneOffset.UTC), new Random(7), 10);
  private final Map<DeviceId, Promise<LogicalDevice>> reads = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    DeviceList devices = new DeviceList(List.of(device(LAMP)));
    Object started =
        Await.result(
            Future.all(
                    List.of(
                        bus.serve(DevicesContract.LIST, asked -> Future.succeededFuture(devices)),
                        bus.serve(DevicesContract.READ, this::read),
                        bus.serve(
                            StatesContract.LIVE,
                            asked -> Future.succeededFuture(new LiveStates(List.of(), 0))),
                        bus.serve(StatesContract.READ, asked -> Future.succeededFuture(lit())),
                        bus.serve(
                            ProgramsContract.LIST,
                            asked -> Future.succeededFuture(new ProgramList(List.of()))),
                        bus.serve(CommandsContract.EXECUTE, FacadeTest::execute)))
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
        new Principal(new UserId("usr_ada"), "ada", "Ada", null, Role.ADMIN, Set.of(), "jti", NOON);
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

    read(ghost).complete(device(ghost));
    read(last).complete(device(last));
    await().until(() -> facade.house().find("light.last").isPresent());
    assertThat(facade.house().find("light.ghost")).isEmpty();

    reads.clear();
    changed(Change.DISCOVERED, ghost);
    await().until(() -> reads.containsKey(ghost));
    read(ghost).complete(device(ghost));
    await().until(() -> facade.house().find("light.ghost").isPresent());
  }

  private Future<LogicalDevice> read(ReadDevice asked) {
    return read(asked.id()).future();
  }

  private Promise<LogicalDevice> read(DeviceId id) {
    return reads.computeIfAbsent(id, asked -> Promise.promise());
  }

  private void changed(Change change, DeviceId id) {
    Endpoint endpoint = new Endpoint(WLED, id.value());
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
            NOON,
            NOON);
    bus.publish(DevicesContract.CHANGED, new DeviceChanged(change, device));
  }

  private static Future<CommandOutcome> execute(ExecuteCommand asked) {
    return Future.succeededFuture(
        new CommandOutcome(
            new RequestId("r1"),
            "r1",
            asked.id(),
            asked.command(),
            CommandOutcome.Status.COMPLETED,
            true,
            "Done.",
            null,
            Fields.EMPTY,
            LIT,
            1));
  }

  private static DeviceState lit() {
    return new DeviceState(
        LAMP, WLED, new StateVersion(1, 1), LIT, Map.of(), NOON, NOON, true, false, false);
  }

  private static LogicalDevice device(DeviceId id) {
    CommandDef on = new CommandDef("turn_on", "On", true, null, null, CommandDef.Origin.DRIVER);
    return new LogicalDevice(
        id,
        id.value(),
        "Lamp",
        "light",
        "light",
        "other",
        "light",
        WLED.driverKey(),
        WLED.instanceId(),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of(),
        List.of(on),
        Fields.EMPTY,
        Fields.of("power", false),
        true,
        false,
        false,
        false,
        null,
        NOON,
        NOON);
  }
}
