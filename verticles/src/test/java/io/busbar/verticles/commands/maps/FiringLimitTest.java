package io.busbar.verticles.commands.maps;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.verticles.commands.maps.FiringLimit.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FiringLimitTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final FiringLimit limit = new FiringLimit();

  @Test
  void pausesForAMinuteAndSaysSoOnce() {
    fireMost();

    assertThat(limit.ask("m", NOON.plusSeconds(1))).isEqualTo(Verdict.PAUSES);
    assertThat(limit.ask("m", NOON.plusSeconds(60))).isEqualTo(Verdict.PAUSED);
    assertThat(limit.ask("other", NOON.plusSeconds(1))).isEqualTo(Verdict.FIRES);
    assertThat(limit.ask("m", NOON.plusSeconds(61))).isEqualTo(Verdict.FIRES);
  }

  @Test
  void letsAChangedMapStartAnew() {
    fireMost();
    assertThat(limit.ask("m", NOON)).isEqualTo(Verdict.PAUSES);
    limit.forget("m");

    assertThat(limit.ask("m", NOON)).isEqualTo(Verdict.FIRES);
  }

  @Property
  void neverFiresMoreOftenInAnySpan(
      @ForAll @Size(max = 300) List<@IntRange(max = 2_000) Integer> pauses) {
    FiringLimit fresh = new FiringLimit();
    List<Instant> fired = new ArrayList<>();
    Instant now = NOON;
    for (int pause : pauses) {
      now = now.plusMillis(pause);
      if (fresh.ask("m", now) == Verdict.FIRES) {
        fired.add(now);
      }
    }
    for (int i = FiringLimit.MOST; i < fired.size(); i++) {
      assertThat(fired.get(i))
          .isAfterOrEqualTo(fired.get(i - FiringLimit.MOST).plus(FiringLimit.SPAN));
    }
  }

  private void fireMost() {
    for (int i = 0; i < FiringLimit.MOST; i++) {
      assertThat(limit.ask("m", NOON)).isEqualTo(Verdict.FIRES);
    }
  }
}
