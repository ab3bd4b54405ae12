package io.busbar.verticles.states;

import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatePatch;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may happen to the state of one device, and what comes of it. Pure. */
final class LiveState {
  private static final String EXTRAS = "extras";
  private static final String ASSUMED = "assumed";

  private LiveState() {}

  /** The state after something happened, and the fields that differ; empty when none does. */
  record Decision(DeviceState state, Set<String> changed) {}

  static DeviceState unknown(DeviceId id, DriverInstance driver) {
    return new DeviceState(
        id, driver, StateVersion.NONE, Fields.EMPTY, Map.of(), null, null, false, true, false);
  }

  /** A stored state on a node that has just started: what it says may no longer be true. */
  static DeviceState restored(DeviceState stored) {
    return new DeviceState(
        stored.deviceId(),
        stored.driver(),
        stored.version(),
        stored.state(),
        stored.changedAt(),
        stored.updatedAt(),
        stored.lastSeen(),
        false,
        true,
        stored.missing());
  }

  /** Another node owned it until now. */
  static DeviceState takenOver(DeviceState state) {
    return at(state, state.version().nextEpoch());
  }

  /** Another node took it for its own and stored that, while its owner went on. */
  static DeviceState takenBack(DeviceState state, StateVersion stored) {
    long version = Math.max(stored.version(), state.version().version());
    return at(state, new StateVersion(stored.epoch() + 1, version));
  }

  private static DeviceState at(DeviceState state, StateVersion version) {
    return new DeviceState(
        state.deviceId(),
        state.driver(),
        version,
        state.state(),
        state.changedAt(),
        state.updatedAt(),
        state.lastSeen(),
        state.online(),
        state.stale(),
        state.missing());
  }

  /** What a report makes of a state: its driver's, or what is assumed. */
  static Decision of(ReportState report, DeviceState before, Instant now) {
    return report.source() == Source.SYSTEM
        ? assumed(before, report.patch(), now)
        : reported(before, report.driver(), report.patch(), now);
  }

  /** A driver reported: the device is there and what it says is true. */
  static Decision reported(DeviceState before, DriverInstance driver, Fields patch, Instant now) {
    Fields after = StatePatch.apply(notAssumed(before.state()), StateNormal.of(patch));
    Set<String> changed = changed(before, after);
    boolean revived = !before.online() || before.stale() || before.missing();
    DeviceState state =
        new DeviceState(
            before.deviceId(),
            driver,
            changed.isEmpty() && !revived ? before.version() : before.version().next(),
            changed.isEmpty() ? before.state() : after,
            changed.isEmpty() ? before.changedAt() : stamped(before.changedAt(), changed, now),
            changed.isEmpty() ? before.updatedAt() : now,
            now,
            true,
            false,
            false);
    return new Decision(state, changed);
  }

  /** Nobody reported: fields change, and whether the device is there is as unknown as it was. */
  static Decision assumed(DeviceState before, Fields patch, Instant now) {
    Fields after = StatePatch.apply(before.state(), StateNormal.of(patch));
    Set<String> changed = changed(before, after);
    if (changed.isEmpty()) {
      return new Decision(before, changed);
    }
    DeviceState state =
        new DeviceState(
            before.deviceId(),
            before.driver(),
            before.version().next(),
            after,
            stamped(before.changedAt(), changed, now),
            now,
            before.lastSeen(),
            before.online(),
            before.stale(),
            before.missing());
    return new Decision(state, changed);
  }

  @SuppressWarnings("ReferenceEquality") // apply answers the very same object when nothing differs
  private static Set<String> changed(DeviceState before, Fields after) {
    return after == before.state() ? Set.of() : StatePatch.changed(before.state(), after);
  }

  private static Fields notAssumed(Fields state) {
    Fields extras = state.object(EXTRAS);
    return extras.has(ASSUMED) ? state.with(EXTRAS, extras.without(ASSUMED).values()) : state;
  }

  static DeviceState announced(DeviceState before, DriverInstance driver, Instant now) {
    return with(before, driver, now, true, before.stale(), false);
  }

  static DeviceState lost(DeviceState before) {
    return with(before, before.driver(), before.lastSeen(), false, true, before.missing());
  }

  static DeviceState missing(DeviceState before) {
    return with(before, before.driver(), before.lastSeen(), false, true, true);
  }

  /** Whether clients see a difference: availability or fields, not just a time stamp. */
  static boolean differs(@Nullable DeviceState before, DeviceState after) {
    StateVersion known = before == null ? StateVersion.NONE : before.version();
    return !known.equals(after.version());
  }

  private static DeviceState with(
      DeviceState before,
      DriverInstance driver,
      @Nullable Instant lastSeen,
      boolean online,
      boolean stale,
      boolean missing) {
    boolean same =
        before.online() == online && before.stale() == stale && before.missing() == missing;
    return new DeviceState(
        before.deviceId(),
        driver,
        same ? before.version() : before.version().next(),
        before.state(),
        before.changedAt(),
        before.updatedAt(),
        lastSeen,
        online,
        stale,
        missing);
  }

  private static Map<String, Instant> stamped(
      Map<String, Instant> before, Set<String> changed, Instant now) {
    Map<String, Instant> stamped = new HashMap<>(before);
    changed.forEach(key -> stamped.put(key, now));
    return stamped;
  }
}
