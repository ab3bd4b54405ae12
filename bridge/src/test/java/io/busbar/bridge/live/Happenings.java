package io.busbar.bridge.live;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Things that happen in a house. */
public final class Happenings {
  private static final Instant THEN = Instant.parse("2026-11-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "a");

  private Happenings() {}

  /** A device's state at a version, with one field. */
  public static DeviceState state(String device, long version, String field, Object value) {
    return new DeviceState(
        new DeviceId(device),
        HUE,
        new StateVersion(1, version),
        Fields.of(field, value),
        Map.of(field, THEN),
        THEN,
        THEN,
        true,
        false,
        false);
  }

  /** A change of one field. */
  public static StateChanged changed(String device, long version, Object value) {
    return new StateChanged(state(device, version, "v", value), Set.of("v"), Source.DRIVER);
  }

  /** The end of a device. */
  public static DeviceChanged removed(String device) {
    return new DeviceChanged(Change.REMOVED, device(device, "light", Fields.EMPTY).removed(THEN));
  }

  /** A registry that has one remote, {@code handset}. */
  public static Future<Subscription> serveRegistered(HubBus bus) {
    Registered registered = new Registered(List.of(remote()));
    return bus.serve(DevicesContract.REGISTERED, all -> Future.succeededFuture(registered));
  }

  /** A remote that its spaces call {@code rs90-1}. */
  static Device remote() {
    return device("handset", "remote", Fields.of("remoteId", "rs90-1"));
  }

  static DeviceState remoteState(long version, boolean online, Map<String, Object> fields) {
    return new DeviceState(
        new DeviceId("handset"),
        HUE,
        new StateVersion(1, version),
        Fields.from(fields),
        Map.of(),
        THEN,
        THEN,
        online,
        !online,
        false);
  }

  static Device device(String device, String type, Fields properties) {
    return new Device(
        new DeviceId(device),
        new Endpoint(HUE, device),
        "Lamp",
        type,
        List.of(),
        Fields.EMPTY,
        properties,
        List.of(),
        null,
        THEN,
        THEN);
  }

  /** A space that holds a device now. */
  static SpaceChanged moved(String space, String device) {
    return new SpaceChanged(
        SpacesContract.Change.UPDATED,
        new Space(
            space,
            "Kitchen",
            Space.Kind.ROOM,
            null,
            null,
            0,
            List.of(new DeviceId(device)),
            List.of(),
            List.of(),
            List.of(),
            null,
            THEN,
            THEN),
        Source.REST,
        "ada");
  }

  static LiveEvent stateEvent(long seq, String device) {
    return new LiveEvent(
        seq, LiveEvent.Kind.STATE, new DeviceId(device), "state", () -> Map.of("seq", seq));
  }

  static LiveEvent event(long seq, String device, String type) {
    return new LiveEvent(
        seq, LiveEvent.Kind.EVENT, new DeviceId(device), type, () -> Map.of("seq", seq));
  }
}
