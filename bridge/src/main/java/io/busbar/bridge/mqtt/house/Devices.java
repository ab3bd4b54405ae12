package io.busbar.bridge.mqtt.house;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices of the house as they are told on MQTT. One context only. */
final class Devices {
  private static final Logger log = LoggerFactory.getLogger(Devices.class);
  private static final int READS_AT_ONCE = 8;
  private static final long READ_AGAIN_MS = 2000;
  private static final String EXTRAS = "extras";
  private static final String STATE = "state";
  private static final String AVAILABILITY = "availability";

  private final Vertx vertx;
  private final HubBus bus;
  private final HouseTopics topics;
  private final Shelf shelf;
  private final Announcer announcer;
  private final Map<DeviceId, DeviceState> states = new HashMap<>();
  private final Map<DeviceId, Shape> known = new HashMap<>();
  private final Set<DeviceId> hidden = new HashSet<>();
  private final Set<DeviceId> unread = new LinkedHashSet<>();
  private final Set<DeviceId> reading = new HashSet<>();

  /** Removed since they were asked for: what is answered is no longer true. */
  private final Set<DeviceId> outdated = new HashSet<>();

  private boolean learning;
  private boolean resting;
  private boolean complained;

  /** What of a device's state decides how it is announced. */
  private record Shape(Set<String> fields, Set<String> sensors) {
    static Shape of(Fields state) {
      return new Shape(
          Set.copyOf(state.values().keySet()),
          Set.copyOf(state.object(EXTRAS).object("sensors").values().keySet()));
    }
  }

  Devices(Vertx vertx, HubBus bus, HouseTopics topics, Shelf shelf, Announcer announcer) {
    this.vertx = vertx;
    this.bus = bus;
    this.topics = topics;
    this.shelf = shelf;
    this.announcer = announcer;
  }

  /** Succeeds when all devices there are now are on their way out. Fails: UNAVAILABLE. */
  Future<Void> learn() {
    learning = true;
    return bus.request(StatesContract.LIVE, Nothing.NOTHING)
        .onSuccess(
            live ->
                live.states().forEach(each -> states.merge(each.deviceId(), each, Devices::newer)))
        .compose(live -> bus.request(DevicesContract.LIST, ListDevices.ALL))
        .map(
            list -> {
              learned(list.devices());
              return null;
            });
  }

  private void learned(List<LogicalDevice> devices) {
    learning = false;
    devices.stream().filter(each -> !outdated.contains(each.id())).forEach(this::show);
    outdated.retainAll(reading);
    states
        .keySet()
        .removeIf(id -> !known.containsKey(id) && !hidden.contains(id) && !isAwaited(id));
  }

  void stateChanged(StateChanged event) {
    DeviceState state = event.device();
    DeviceId id = state.deviceId();
    DeviceState before = states.get(id);
    if (!note(state) || hidden.contains(id)) {
      return;
    }
    Shape shape = known.get(id);
    if (shape == null) {
      refresh(id);
      return;
    }
    if (!event.changed().isEmpty()) {
      putState(id);
    }
    if (before == null || before.online() != state.online()) {
      putAvailability(id, state.online());
    }
    if (mayHaveChanged(shape, event) && !Shape.of(state.state()).equals(shape)) {
      refresh(id);
    }
  }

  void deviceChanged(DeviceChanged event) {
    DeviceId id = event.device().id();
    if (event.change() == Change.REMOVED) {
      if (learning || reading.contains(id)) {
        outdated.add(id);
      }
      forget(id);
    } else {
      refresh(id);
    }
  }

  /** What all devices are called or where they are may have changed. */
  void refreshAll() {
    unread.addAll(known.keySet());
    read();
  }

  /** Says everything again, for a broker that may have lost it. */
  void repeat() {
    for (DeviceId id : known.keySet()) {
      putState(id);
      DeviceState state = states.get(id);
      putAvailability(id, state != null && state.online());
    }
  }

  /** A retained state or availability was found; one of no device is cleared. */
  void found(String topic, Bytes payload) {
    topics
        .deviceOf(topic, STATE)
        .or(() -> topics.deviceOf(topic, AVAILABILITY))
        .filter(id -> !payload.isEmpty() && !known.containsKey(id) && !isAwaited(id))
        .ifPresent(id -> shelf.clear(topic));
  }

  private boolean isAwaited(DeviceId id) {
    return unread.contains(id) || reading.contains(id);
  }

  private static boolean mayHaveChanged(Shape shape, StateChanged event) {
    return event.changed().contains(EXTRAS) || !shape.fields().containsAll(event.changed());
  }

  private boolean note(DeviceState state) {
    DeviceState before = states.get(state.deviceId());
    if (before != null && before.version().compareTo(state.version()) > 0) {
      return false;
    }
    states.put(state.deviceId(), state);
    return true;
  }

  private static DeviceState newer(DeviceState one, DeviceState other) {
    return one.version().compareTo(other.version()) > 0 ? one : other;
  }

  private void refresh(DeviceId id) {
    if (!reading.contains(id)) {
      outdated.remove(id);
    }
    unread.add(id);
    read();
  }

  /** A question may be answered before it returns, and then changes what is left to read. */
  private void read() {
    DeviceId next = next();
    while (next != null) {
      unread.remove(next);
      reading.add(next);
      read(next);
      next = next();
    }
  }

  private @Nullable DeviceId next() {
    if (resting || reading.size() >= READS_AT_ONCE) {
      return null;
    }
    for (DeviceId id : unread) {
      if (!reading.contains(id)) {
        return id;
      }
    }
    return null;
  }

  private void read(DeviceId id) {
    bus.request(DevicesContract.READ, new ReadDevice(id))
        .onComplete(
            device -> answered(id, () -> readable(device)),
            cause -> answered(id, () -> unreadable(id, cause)));
  }

  private void answered(DeviceId id, Runnable work) {
    reading.remove(id);
    if (!outdated.remove(id)) {
      work.run();
    }
    read();
  }

  private void readable(LogicalDevice device) {
    complained = false;
    show(device);
  }

  private void unreadable(DeviceId id, Throwable cause) {
    if (cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND) {
      forget(id);
      return;
    }
    if (!complained) {
      complained = true;
      log.warn("The device {} is not up to date on MQTT: {}", id, cause.getMessage());
    }
    unread.add(id);
    rest();
  }

  private void rest() {
    if (!resting) {
      resting = true;
      vertx.setTimer(
          READ_AGAIN_MS,
          over -> {
            resting = false;
            read();
          });
    }
  }

  private void show(LogicalDevice device) {
    DeviceId id = device.id();
    if (device.hidden()) {
      withdraw(id);
      hidden.add(id);
      return;
    }
    hidden.remove(id);
    boolean isNew = !known.containsKey(id);
    DeviceState state = states.get(id);
    known.put(id, Shape.of(state == null ? device.state() : state.state()));
    if (isNew) {
      putState(id);
      putAvailability(id, state == null ? device.online() : state.online());
    }
    announcer.device(device);
  }

  private void forget(DeviceId id) {
    states.remove(id);
    unread.remove(id);
    hidden.remove(id);
    withdraw(id);
  }

  private void withdraw(DeviceId id) {
    if (known.remove(id) != null) {
      shelf.clear(topics.state(id));
      shelf.clear(topics.availability(id));
    }
    announcer.remove(id);
  }

  private void putState(DeviceId id) {
    shelf.put(topics.state(id), () -> payload(id));
  }

  /** Empty when the device went meanwhile: then nothing is retained. */
  private Bytes payload(DeviceId id) {
    DeviceState state = states.get(id);
    Fields fields = state == null ? Fields.EMPTY : state.state();
    return known.containsKey(id) ? new Bytes(Json.bytes(fields)) : Bytes.NONE;
  }

  private void putAvailability(DeviceId id, boolean online) {
    shelf.put(topics.availability(id), online ? "online" : "offline");
  }
}
