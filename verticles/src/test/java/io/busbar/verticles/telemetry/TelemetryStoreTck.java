package io.busbar.verticles.telemetry;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.telemetry.TelemetryContract.Bucket;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.telemetry.TelemetryContract.Series;
import io.busbar.contracts.telemetry.TelemetryContract.Telemetry;
import io.busbar.contracts.value.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link TelemetryStore} must do. */
interface TelemetryStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  DeviceId METER = new DeviceId("meter");

  /** The store of the running test, empty at its start. */
  TelemetryStore store();

  @Test
  default void keepsEveryKindOfValue() {
    List<Point> points =
        List.of(
            new Point("a", 21.5, "°C", NOON),
            new Point("b", null, null, NOON.plusSeconds(1)),
            new Point("c", "te\u0000xt", null, NOON.plusSeconds(2)),
            new Point("d", true, null, NOON.plusSeconds(3)),
            new Point("e", 9_007_199_254_740_993L, "B", NOON.plusSeconds(4)));
    append(METER, points);

    Telemetry read = read(query(null, null, null, null));
    assertThat(read.deviceId()).isEqualTo(METER);
    assertThat(read.metrics()).isEqualTo(points);
    assertThat(read.series()).extracting(Series::key).containsExactly("a", "e");
  }

  @Test
  default void sumsUpByMinute() {
    append(METER, List.of(point("t", 1, 0), point("t", 4, 59), point("t", 10, 60)));
    append(METER, List.of(point("t", 1, 30), point("x", 7, 0)));

    assertThat(read(query(null, null, "t", null)).series())
        .containsExactly(
            new Series(
                "t",
                "W",
                List.of(
                    new Bucket(NOON, 3, 1, 4, 2),
                    new Bucket(NOON.plusSeconds(60), 1, 10, 10, 10))));
  }

  @Test
  default void readsASpanOfOneDeviceOldestFirst() {
    append(METER, List.of(point("t", 3, 120), point("t", 1, 0), point("t", 2, 60)));
    append(new DeviceId("other"), List.of(point("t", 9, 60)));

    Telemetry read = read(query(NOON.plusSeconds(60), NOON.plusSeconds(120), null, null));
    assertThat(read.metrics()).containsExactly(point("t", 2, 60));
    assertThat(read.series().get(0).buckets()).hasSize(1);
    assertThat(read(query(null, null, null, null)).metrics())
        .containsExactly(point("t", 1, 0), point("t", 2, 60), point("t", 3, 120));
  }

  @Test
  default void readsTheNewestOfEachMetricUpToTheLimit() {
    append(METER, List.of(point("a", 1, 0), point("a", 2, 1), point("b", 3, 0), point("a", 4, 2)));

    assertThat(read(query(null, null, null, 1)).metrics())
        .containsExactly(point("b", 3, 0), point("a", 4, 2));
  }

  @Test
  default void knowsNothingOfADeviceWithoutMetrics() {
    assertThat(read(query(null, null, null, null)))
        .isEqualTo(new Telemetry(METER, List.of(), List.of()));
  }

  @Test
  default void retainsTheNewestPointsOfEachMetricAndRecentBuckets() {
    List<Point> points =
        new ArrayList<>(IntStream.range(0, 1200).mapToObj(i -> point("t", i, i)).toList());
    Collections.shuffle(points, new Random(7));
    append(METER, points);
    append(METER, List.of(point("x", 1, 0)));
    done(store().retain(NOON.plusSeconds(600)));

    Telemetry read = read(query(null, null, null, null));
    assertThat(read.metrics()).hasSize(1001).contains(point("x", 1, 0), point("t", 200, 200));
    assertThat(read.metrics()).doesNotContain(point("t", 199, 199));
    assertThat(read.series())
        .singleElement()
        .satisfies(
            series -> assertThat(series.buckets().get(0).start()).isEqualTo(NOON.plusSeconds(600)));
  }

  @Test
  default void takesALargeBatch() {
    append(METER, IntStream.range(0, 5000).mapToObj(i -> point("k" + i % 500, i, i)).toList());

    assertThat(read(query(null, null, null, null)).metrics()).hasSize(5000);
  }

  private void append(DeviceId device, List<Point> points) {
    done(store().append(points.stream().map(point -> new MetricPoint(device, point)).toList()));
  }

  private Telemetry read(ReadTelemetry query) {
    return success(store().read(query));
  }

  private static ReadTelemetry query(
      @Nullable Instant from, @Nullable Instant to, @Nullable String key, @Nullable Integer limit) {
    return new ReadTelemetry(METER, from, to, key, limit);
  }

  private static Point point(String key, int value, long second) {
    return new Point(key, value, "W", NOON.plusSeconds(second));
  }
}
