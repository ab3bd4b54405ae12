package io.busbar.verticles.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.activity.ActivityItem;
import io.busbar.contracts.activity.ActivityItem.Kind;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.activity.Happening.What;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentItemsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final AtomicInteger made = new AtomicInteger();
  private final RecentItems recent =
      new RecentItems(() -> "act_%06d".formatted(made.incrementAndGet()));

  @Test
  void tellsAHundredOfTheSameAsOne() {
    ActivityItem first = recent.tell(happening("dim", 0, 1)).item();
    ActivityItem last = first;
    for (int i = 1; i < 100; i++) {
      last = recent.tell(happening("dim", i * 50L, i)).item();
    }

    assertThat(first.details()).isEqualTo(Fields.of("value", 1));
    assertThat(last.id()).isEqualTo(first.id());
    assertThat(last.at()).isEqualTo(NOON);
    assertThat(last.details().get("count")).isEqualTo(100);
    assertThat(last.details().get("value")).isEqualTo(99);
    assertThat(last.details().get("until")).isEqualTo("2026-06-01T12:00:04.950Z");
  }

  @Test
  void tellsItAnewAfterTenSeconds() {
    ActivityItem first = recent.tell(happening("dim", 0, 1)).item();
    assertThat(recent.tell(happening("dim", 9_999, 2)).id()).isEqualTo(first.id());
    ActivityItem anew = recent.tell(happening("dim", 10_000, 3)).item();

    assertThat(anew.id()).isGreaterThan(first.id());
    assertThat(anew.details().has("count")).isFalse();
  }

  @Test
  void remembersALimitedNumber() {
    ActivityItem first = recent.tell(happening("0", 0, 0)).item();
    for (int i = 1; i <= RecentItems.MOST; i++) {
      assertThat(recent.tell(happening(String.valueOf(i), 0, 0)).id()).isNotEqualTo(first.id());
    }
    assertThat(recent.tell(happening("0", 1, 0)).id()).isNotEqualTo(first.id());
  }

  /** Nothing is lost: the counts of all items are what happened. */
  @Property
  void countsEverything(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 5_000) Integer> steps) {
    RecentItems items = new RecentItems(() -> "act_%06d".formatted(made.incrementAndGet()));
    Map<String, Integer> counts = new HashMap<>();
    long at = 0;
    for (int step : steps) {
      at += step;
      ActivityItem item = items.tell(happening("x" + step % 2, at, step)).item();
      Object count = item.details().get("count");
      counts.put(item.id(), count instanceof Integer several ? several : 1);
    }
    assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(steps.size());
  }

  private static Happening happening(String title, long millis, int value) {
    return new Happening(
        new What(Kind.COMMAND, "ada", Source.REST, title, null, null, null, "completed"),
        NOON.plusMillis(millis),
        () -> Fields.of("value", value));
  }
}
