package io.busbar.verticles.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanRollupTest {
  private static final long WIDTH = 1000;

  @Test
  void weighsValuesByTheTimeTheyHeld() {
    SpanRollup rollup = new SpanRollup(WIDTH, 0, 10.0);
    assertThat(rollup.change(250, 30.0)).isNull();
    Span span = Objects.requireNonNull(rollup.until(5000));

    assertThat(span).isEqualTo(new Span(0, 10.0, 30.0, 10 * 250 + 30 * 750, 1000, 30.0));
    assertThat(span.average()).isEqualTo(25.0);
    assertThat(rollup.isOpen()).isFalse();
    assertThat(rollup.until(6000)).isNull();
  }

  @Test
  void carriesTheValueIntoALaterStretch() {
    SpanRollup rollup = new SpanRollup(WIDTH, 0, null);
    assertThat(rollup.change(500, 4.0)).isNull();
    assertThat(rollup.change(7500, 8.0)).isEqualTo(new Span(0, 4.0, 4.0, 2000, 500, 4.0));
    assertThat(rollup.until(8000)).isEqualTo(new Span(7000, 4.0, 8.0, 6000, 1000, 8.0));
  }

  @Test
  void leavesOutTimeInWhichNothingWasKnown() {
    SpanRollup rollup = new SpanRollup(WIDTH, 0, 10.0);
    assertThat(rollup.change(100, null)).isNull();
    assertThat(rollup.change(600, 20.0)).isNull();
    assertThat(rollup.change(700, null)).isNull();

    Span span = Objects.requireNonNull(rollup.until(1000));
    assertThat(span).isEqualTo(new Span(0, 10.0, 20.0, 3000, 200, null));
    assertThat(span.average()).isEqualTo(15.0);
  }

  @Test
  void saysNothingOfANumberThatIsOnlyUnknown() {
    SpanRollup rollup = new SpanRollup(WIDTH, 0, null);
    assertThat(rollup.change(100, null)).isNull();
    Span span = Objects.requireNonNull(rollup.until(1000));

    assertThat(span).isEqualTo(new Span(0, null, null, 0, 0, null));
    assertThat(span.average()).isNull();
  }

  /** However often a part is taken early, the parts make the same whole. */
  @Property
  void isTheSameInParts(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 700) Integer> steps,
      @ForAll @Size(60) List<@IntRange(min = -50, max = 50) Integer> values,
      @ForAll @Size(60) List<Boolean> taken) {
    Map<Long, Span> whole = new TreeMap<>();
    Map<Long, Span> parts = new TreeMap<>();
    SpanRollup once = new SpanRollup(WIDTH, 0, 1.0);
    SpanRollup often = new SpanRollup(WIDTH, 0, 1.0);
    long at = 0;
    for (int i = 0; i < steps.size(); i++) {
      at += steps.get(i);
      if (taken.get(i)) {
        keep(parts, often.until(at));
      }
      Double value = values.get(i) == 0 ? null : Double.valueOf(values.get(i));
      keep(whole, once.change(at, value));
      keep(parts, often.change(at, value));
    }
    keep(whole, once.until(at + WIDTH));
    keep(parts, often.until(at + WIDTH));

    assertThat(parts.keySet()).isEqualTo(whole.keySet());
    whole.forEach((start, span) -> assertSame(parts.get(start), span));
  }

  private static void assertSame(@Nullable Span part, Span whole) {
    Span span = Objects.requireNonNull(part);
    assertThat(span.weight()).isEqualTo(whole.weight()).isBetween(0L, WIDTH);
    assertThat(span.sum()).isCloseTo(whole.sum(), within(1e-6));
    assertThat(span.last()).isEqualTo(whole.last());
    assertThat(span.min()).isEqualTo(whole.min());
    assertThat(span.max()).isEqualTo(whole.max());
    Double average = whole.average();
    if (average != null && whole.min() != null && whole.max() != null) {
      assertThat(average).isBetween(whole.min() - 1e-9, whole.max() + 1e-9);
    }
  }

  private static void keep(Map<Long, Span> spans, @Nullable Span span) {
    if (span != null) {
      spans.merge(span.start(), span, Span::plus);
    }
  }

  @Property
  void joinsHoursAsIfItHadSeenEveryChange(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 30_000) Integer> seconds,
      @ForAll @Size(40) List<@IntRange(min = -50, max = 50) Integer> values) {
    long day = 24 * HourRow.HOUR;
    SpanRollup byHour = new SpanRollup(HourRow.HOUR, 0, 5.0);
    SpanRollup byDay = new SpanRollup(day, 0, 5.0);
    List<Span> hours = new ArrayList<>();
    Map<Long, Span> expected = new TreeMap<>();
    long at = 0;
    for (int i = 0; i < seconds.size(); i++) {
      at += seconds.get(i) * 1000L;
      add(hours, byHour.change(at, Double.valueOf(values.get(i))));
      keep(expected, byDay.change(at, Double.valueOf(values.get(i))));
    }
    add(hours, byHour.until(at + day));
    keep(expected, byDay.until(at + day));

    SpanSum sum = new SpanSum(Stretches.of(day), 5.0);
    Map<Long, Span> joined = new TreeMap<>();
    hours.forEach(hour -> keep(joined, sum.add(hour)));
    keep(joined, sum.end(at + day));
    assertThat(joined.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (start, span) -> {
          Span actual = Objects.requireNonNull(joined.get(start));
          assertThat(actual.weight()).isEqualTo(span.weight());
          assertThat(actual.sum()).isCloseTo(span.sum(), within(1e-3));
          assertThat(actual.last()).isEqualTo(span.last());
        });
  }

  private static void add(List<Span> spans, @Nullable Span span) {
    if (span != null) {
      spans.add(span);
    }
  }
}
