package io.busbar.verticles.telemetry;

import io.busbar.contracts.telemetry.TelemetryContract.Bucket;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums numeric points up by device, metric and minute. Pure. */
record MinuteRollup(
    DeviceId deviceId,
    String key,
    @Nullable String unit,
    Instant minute,
    long count,
    double min,
    double max,
    double sum) {

  private record Slot(DeviceId deviceId, String key, Instant minute) {}

  static Collection<MinuteRollup> of(List<MetricPoint> points) {
    Map<Slot, MinuteRollup> rollups = new LinkedHashMap<>();
    for (MetricPoint point : points) {
      if (point.point().value() instanceof Number number && Double.isFinite(number.doubleValue())) {
        MinuteRollup one = single(point, number.doubleValue());
        rollups.merge(new Slot(one.deviceId, one.key, one.minute), one, MinuteRollup::plus);
      }
    }
    return rollups.values();
  }

  MinuteRollup plus(MinuteRollup other) {
    return new MinuteRollup(
        deviceId,
        key,
        other.unit == null ? unit : other.unit,
        minute,
        count + other.count,
        Math.min(min, other.min),
        Math.max(max, other.max),
        sum + other.sum);
  }

  Bucket bucket() {
    return new Bucket(minute, count, min, max, sum / count);
  }

  private static MinuteRollup single(MetricPoint point, double value) {
    Point reading = point.point();
    Instant minute = reading.timestamp().truncatedTo(ChronoUnit.MINUTES);
    return new MinuteRollup(
        point.deviceId(), reading.key(), reading.unit(), minute, 1, value, value, value);
  }
}
