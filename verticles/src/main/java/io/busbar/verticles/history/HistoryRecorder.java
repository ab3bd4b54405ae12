package io.busbar.verticles.history;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how states change. Of a number one value in five seconds is kept, and every one is
 * counted into its hour; of text and booleans ten changes a second and device, what is beyond is
 * counted and only the last of it kept. Used on one context.
 */
final class HistoryRecorder {
  /** How many keys are recorded in all. */
  static final int MOST_KEYS = 200_000;

  private static final Duration GATHER = Duration.ofSeconds(5);
  private static final int MAX_WAITING = 100_000;

  private final Clock clock;
  private final WriteBehind<ChangePoint.Place, ChangePoint> changes;
  private final WriteBehind<Long, HourRow> hours;
  private final Map<DeviceId, TrackedDevice> devices = new HashMap<>();
  private final Map<TrackedKey, TrackedDevice> openHours = new LinkedHashMap<>();
  private final Map<TrackedKey, TrackedDevice> late = new LinkedHashMap<>();
  private final AtomicLong skipped = new AtomicLong();
  private int keys;
  private long sequence;

  HistoryRecorder(HistoryStore store, Timers timers, Clock clock) {
    this.clock = clock;
    this.changes =
        new WriteBehind<>("Changes of states", MAX_WAITING, GATHER, timers, store::append);
    this.hours = new WriteBehind<>("Hours of states", MAX_WAITING, GATHER, timers, store::addHours);
  }

  Backlog changes() {
    return changes;
  }

  Backlog hours() {
    return hours;
  }

  /** How many changes were not kept: too fast, or of too many keys. */
  long skipped() {
    return skipped.get();
  }

  void changed(StateChanged event) {
    DeviceState device = event.device();
    for (String field : event.changed()) {
      Instant at = changedAt(device, field);
      TrackedDevice tracked = devices.computeIfAbsent(device.deviceId(), TrackedDevice::new);
      Scalars.find(
          device.state(),
          field,
          (in, key, value, unit) -> change(tracked, key(tracked, key), value, unit, at));
    }
  }

  /** Learns what holds at the start: it was recorded before, or is now. */
  void begin(LiveStates live) {
    for (DeviceState device : live.states()) {
      TrackedDevice tracked = devices.computeIfAbsent(device.deviceId(), TrackedDevice::new);
      for (String field : device.state().values().keySet()) {
        Scalars.find(
            device.state(),
            field,
            (in, key, value, unit) ->
                hold(tracked, key(tracked, key), value, unit, changedAt(device, in)));
      }
    }
  }

  /** Keeps the last of what changed too fast. */
  void catchUp() {
    Instant now = clock.instant();
    for (Iterator<Map.Entry<TrackedKey, TrackedDevice>> left = late.entrySet().iterator();
        left.hasNext(); ) {
      Map.Entry<TrackedKey, TrackedDevice> next = left.next();
      if (next.getValue().mayChange(now)) {
        left.remove();
        write(next.getValue(), next.getKey());
      }
    }
  }

  /** Queues what is known of the open hours. */
  void sumUp() {
    Instant now = clock.instant();
    for (Iterator<Map.Entry<TrackedKey, TrackedDevice>> left = openHours.entrySet().iterator();
        left.hasNext(); ) {
      Map.Entry<TrackedKey, TrackedDevice> next = left.next();
      write(next.getValue(), next.getKey(), next.getKey().hourUntil(now));
      if (!next.getKey().isHourOpen()) {
        left.remove();
      }
    }
  }

  void removed(DeviceId id) {
    TrackedDevice gone = devices.remove(id);
    if (gone == null) {
      return;
    }
    keys -= gone.size();
    Instant now = clock.instant();
    for (TrackedKey key : gone.keys()) {
      write(gone, key, key.hourUntil(now));
      openHours.remove(key);
      late.remove(key);
    }
  }

  /** Queues what is known of the open hours of one device. */
  void sumUp(DeviceId id) {
    TrackedDevice device = devices.get(id);
    if (device != null) {
      Instant now = clock.instant();
      device.keys().forEach(key -> write(device, key, key.hourUntil(now)));
    }
  }

  /** Succeeds when everything queued so far is stored. */
  Future<Void> storeNow() {
    return Future.all(changes.storeNow(), hours.storeNow()).mapEmpty();
  }

  private TrackedKey key(TrackedDevice device, String name) {
    int before = device.size();
    if (keys >= MOST_KEYS && !device.knows(name)) {
      return TrackedKey.IGNORED;
    }
    TrackedKey key = device.key(name);
    keys += device.size() - before;
    return key;
  }

  private void change(
      TrackedDevice device,
      TrackedKey key,
      @Nullable Object value,
      @Nullable String unit,
      Instant at) {
    if (key == TrackedKey.IGNORED || key.holds(value)) {
      return;
    }
    write(device, key, key.change(value, unit, at));
    if (key.isHourOpen()) {
      openHours.put(key, device);
    }
    if (value instanceof Double || device.mayChange(at)) {
      late.remove(key);
      write(device, key);
      return;
    }
    skipped.incrementAndGet();
    late.put(key, device);
  }

  private void hold(
      TrackedDevice device,
      TrackedKey key,
      @Nullable Object value,
      @Nullable String unit,
      Instant since) {
    if (key != TrackedKey.IGNORED && !key.isSeen()) {
      key.hold(value, unit, since, clock.instant());
      write(device, key);
    }
  }

  private void write(TrackedDevice device, TrackedKey key) {
    ChangePoint point = ChangePoint.of(device.id(), key.key(), key.unit(), key.at(), key.value());
    boolean unused = changes.put(point.place(), point);
  }

  private void write(TrackedDevice device, TrackedKey key, @Nullable Span span) {
    if (span != null) {
      boolean unused = hours.put(sequence++, new HourRow(device.id(), key.key(), key.unit(), span));
    }
  }

  private Instant changedAt(DeviceState device, String field) {
    Instant at = device.changedAt().get(field);
    return at == null ? clock.instant() : at;
  }
}
