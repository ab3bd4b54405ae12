package io.busbar.verticles.history;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.history.HistoryStore.Found;
import io.busbar.verticles.history.HistoryStore.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link HistoryStore} must do. */
interface HistoryStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  DeviceId LAMP = new DeviceId("lamp");
  DeviceId OTHER = new DeviceId("other");

  /** The store of the running test, empty at its start. */
  HistoryStore store();

  @Test
  default void keepsEveryKindOfValue() {
    List<ChangePoint> points =
        List.of(
            point("a", 0, 21.5),
            point("b", 1, null),
            point("c", 2, "te\u0000xt"),
            point("d", 3, true));
    append(points);

    assertThat(changes(-1, 60, null).rows()).isEqualTo(points);
    assertThat(changes(-1, 60, null).held()).isEmpty();
  }

  @Test
  default void readsASpanAndWhatHeldAtItsBegin() {
    append(List.of(point("a", 0, 1.0), point("a", 10, 2.0), point("a", 20, 3.0)));
    append(List.of(point("a", 30, 4.0), point("b", 5, true), point("b", 40, false)));
    append(List.of(ChangePoint.of(OTHER, "a", null, at(20), 9.0)));

    Found<ChangePoint> found = changes(10, 30, null);
    assertThat(found.held()).containsExactly(point("a", 10, 2.0), point("b", 5, true));
    assertThat(found.rows()).containsExactly(point("a", 20, 3.0), point("a", 30, 4.0));
    assertThat(changes(10, 30, "b").held()).containsExactly(point("b", 5, true));
    assertThat(changes(10, 30, "b").rows()).isEmpty();
  }

  @Test
  default void replacesTheValueOfASlot() {
    append(List.of(point("a", 0, 1.0)));
    append(List.of(point("a", 4, 2.0), point("a", 5, 3.0)));

    assertThat(changes(-1, 60, null).rows())
        .containsExactly(point("a", 4, 2.0), point("a", 5, 3.0));
    assertThat(changes(2, 60, null).held()).isEmpty();
  }

  @Test
  default void leavesOutNumbersWhenAsked() {
    append(List.of(point("a", 0, 1.0), point("b", 1, "x"), point("a", 10, 2.0)));

    Query others = new Query(LAMP, null, at(-1), at(60), 100, false);
    assertThat(success(store().changes(others)).rows()).containsExactly(point("b", 1, "x"));
    Query later = new Query(LAMP, null, at(5), at(60), 100, false);
    assertThat(success(store().changes(later)).held()).containsExactly(point("b", 1, "x"));
  }

  @Test
  default void readsTheOldestUpToTheLimit() {
    append(IntStream.range(0, 2500).mapToObj(i -> point("k" + i % 3, i * 5L, 0.5 + i)).toList());

    Query query = new Query(LAMP, null, at(-1), at(99_999), 2, true);
    assertThat(success(store().changes(query)).rows())
        .containsExactly(point("k0", 0, 0.5), point("k1", 5, 1.5));
  }

  @Test
  default void remembersTheLatestUnit() {
    append(List.of(ChangePoint.of(LAMP, "t", null, at(0), 1.0)));
    append(List.of(ChangePoint.of(LAMP, "t", "°C", at(5), 2.0)));

    assertThat(changes(1, 60, null).rows()).extracting(ChangePoint::unit).containsExactly("°C");
  }

  @Test
  default void addsUpHours() {
    addHours(List.of(hour(0, 1, 3, 20, 10, 3.0), hour(0, 0, 2, 10, 10, 2.0)));
    addHours(List.of(hour(0, 5, 6, 30, 5, null), hour(1, 4, 4, 4, 1, 4.0)));
    addHours(List.of(hour(2, 7, 7, 7, 1, 7.0)));

    Found<HourRow> found = hours(0, 2);
    assertThat(found.held()).isEmpty();
    assertThat(found.rows()).containsExactly(hour(0, 0, 6, 60, 25, null), hour(1, 4, 4, 4, 1, 4.0));
    assertThat(hours(2, 9).held()).containsExactly(hour(1, 4, 4, 4, 1, 4.0));
  }

  @Test
  default void keepsAnHourWithoutAnyNumber() {
    HourRow unknown = new HourRow(LAMP, "t", null, new Span(millis(0), null, null, 0, 0, null));
    addHours(List.of(unknown));
    assertThat(hours(0, 1).rows()).containsExactly(unknown);
    addHours(List.of(hour(0, 1, 2, 3, 4, 2.0)));
    assertThat(hours(0, 1).rows()).containsExactly(hour(0, 1, 2, 3, 4, 2.0));
  }

  @Test
  default void retainsWhatStillHolds() {
    append(List.of(point("a", 0, 1.0), point("a", 10, 2.0), point("a", 50, 3.0)));
    append(List.of(point("b", 0, true)));
    addHours(List.of(hour(0, 1, 1, 1, 1, 1.0), hour(1, 2, 2, 2, 1, 2.0), hour(5, 3, 3, 3, 1, 3.0)));
    done(store().retain(at(20), at(0).plus(Duration.ofHours(3))));

    assertThat(changes(-1, 60, null).rows())
        .containsExactly(point("b", 0, true), point("a", 10, 2.0), point("a", 50, 3.0));
    assertThat(hours(0, 9).rows())
        .containsExactly(hour(1, 2, 2, 2, 1, 2.0), hour(5, 3, 3, 3, 1, 3.0));
  }

  @Test
  default void forgetsOtherDevices() {
    append(List.of(point("a", 0, 1.0), ChangePoint.of(OTHER, "a", null, at(0), 9.0)));
    addHours(List.of(hour(0, 1, 1, 1, 1, 1.0)));
    done(store().keepOnly(Set.of(OTHER)));

    assertThat(changes(-1, 60, null).rows()).isEmpty();
    assertThat(hours(0, 9).rows()).isEmpty();
    assertThat(success(store().changes(new Query(OTHER, null, at(-1), at(9), 9, true))).rows())
        .hasSize(1);
  }

  private void append(List<ChangePoint> points) {
    done(store().append(points));
  }

  private void addHours(List<HourRow> rows) {
    done(store().addHours(rows));
  }

  private Found<ChangePoint> changes(long from, long to, @Nullable String key) {
    return success(store().changes(new Query(LAMP, key, at(from), at(to), 10_000, true)));
  }

  private Found<HourRow> hours(long from, long to) {
    return success(
        store()
            .hours(
                new Query(
                    LAMP,
                    null,
                    Instant.ofEpochMilli(millis(from)),
                    Instant.ofEpochMilli(millis(to)),
                    10_000,
                    true)));
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }

  private static long millis(long hour) {
    return NOON.plus(Duration.ofHours(hour)).toEpochMilli();
  }

  private static ChangePoint point(String key, long second, @Nullable Object value) {
    return ChangePoint.of(LAMP, key, null, at(second), value);
  }

  private static HourRow hour(
      long hour, double min, double max, double sum, long weight, @Nullable Double last) {
    return new HourRow(LAMP, "t", null, new Span(millis(hour), min, max, sum, weight, last));
  }
}
