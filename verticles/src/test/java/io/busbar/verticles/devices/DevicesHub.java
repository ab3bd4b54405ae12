package io.busbar.verticles.devices;

import static io.busbar.verticles.devices.Lamps.HUE;
import static io.busbar.verticles.devices.Lamps.NOON;
import static io.busbar.verticles.devices.Lamps.endpoint;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.AnnounceDevice;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The devices service on a real bus, with states in the hands of the test. */
final class DevicesHub implements AutoCloseable {
  final TestHub hub = TestHub.open();
  final ManualTimers timers = new ManualTimers();
  private final ManualClock clock = new ManualClock(NOON);
  private final Map<DeviceId, DeviceState> states = new ConcurrentHashMap<>();
  private volatile LiveStates live = new LiveStates(List.of(), 0);

  private DevicesHub() {}

  static DevicesHub open() {
    DevicesHub devices = new DevicesHub();
    devices.serveStates();
    return devices;
  }

  void deploy() {
    Domains domains = Domains.load();
    DevicesService service =
        new DevicesService(
            hub.bus(), new InMemoryDevicesStore(), domains, clock.withZone(ZoneOffset.UTC));
    EntitiesService entities = new EntitiesService(hub.bus(), service, domains);
    assertThat(hub.deploy(new DevicesVerticle(hub.bus(), service, entities, timers))).isNotBlank();
  }

  <Q, R> Future<R> ask(RequestAddress<Q, R> address, Q question) {
    return hub.bus().request(address, question);
  }

  Device announce(String externalId, Fields announced) {
    return success(
        ask(DevicesContract.ANNOUNCE, new AnnounceDevice(endpoint(externalId), announced, false)));
  }

  void state(Device device, Fields state) {
    Map<String, Instant> changedAt = new LinkedHashMap<>();
    state.values().keySet().forEach(field -> changedAt.put(field, NOON.plusSeconds(7)));
    states.put(
        device.id(),
        new DeviceState(
            device.id(),
            HUE,
            new StateVersion(1, 1),
            state,
            changedAt,
            NOON,
            NOON,
            true,
            false,
            false));
    live = new LiveStates(List.copyOf(states.values()), states.size());
  }

  List<LogicalDevice> list(ListDevices query) {
    return success(ask(DevicesContract.LIST, query)).devices();
  }

  List<LogicalDevice> all() {
    return list(ListDevices.ALL);
  }

  @Override
  public void close() {
    hub.close();
  }

  private void serveStates() {
    done(hub.bus().serve(StatesContract.LIVE, question -> Future.succeededFuture(live)));
    done(
        hub.bus()
            .serve(
                StatesContract.READ,
                question -> {
                  DeviceState state = states.get(question.id());
                  return state == null
                      ? Future.failedFuture(HubFailure.notFound("state", question.id()))
                      : Future.succeededFuture(state);
                }));
  }
}
