package io.busbar.verticles.history;

import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value of one key.
 *
 * @param slot the place it takes, in milliseconds: a later value of the same slot replaces it
 * @param value a number, text, boolean or null for "unknown"
 */
public record ChangePoint(
    DeviceId deviceId,
    String key,
    @Nullable String unit,
    long slot,
    Instant at,
    @Nullable Object value) {
  /** How wide the slots of numbers are: of each, the last value is kept. */
  static final long NUMBER_SLOT = 5_000;

  /** What tells it from others in a queue. */
  record Place(DeviceId deviceId, String key, long slot) {}

  static ChangePoint of(
      DeviceId device, String key, @Nullable String unit, Instant at, @Nullable Object value) {
    long millis = at.toEpochMilli();
    long slot = value instanceof Number ? Math.floorDiv(millis, NUMBER_SLOT) * NUMBER_SLOT : millis;
    return new ChangePoint(device, key, unit, slot, at, value);
  }

  Place place() {
    return new Place(deviceId, key, slot);
  }
}
