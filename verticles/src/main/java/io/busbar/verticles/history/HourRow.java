package io.busbar.verticles.history;

import io.busbar.contracts.value.DeviceId;
import org.jspecify.annotations.Nullable;

/** What a number of a device did in one hour, or in a part of it. */
public record HourRow(DeviceId deviceId, String key, @Nullable String unit, Span span) {
  /** How long an hour is, in milliseconds. */
  static final long HOUR = 3_600_000;

  /** Which hour of which number it speaks of. */
  record Place(DeviceId deviceId, String key, long hour) {}

  Place place() {
    return new Place(deviceId, key, span.start());
  }

  HourRow plus(HourRow later) {
    return new HourRow(
        deviceId, key, later.unit == null ? unit : later.unit, span.plus(later.span));
  }
}
