package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EventRateTest {
  private final ManualClock clock = new ManualClock();
  private final EventRate rate =
      new EventRate(
          new SessionLimits(100, 5, 8, Duration.ofSeconds(1), Duration.ofSeconds(1)), clock);

  @Test
  void allowsABurstAndThenItsRate() {
    assertThat(allowed(9)).isEqualTo(5);

    clock.pass(Duration.ofMillis(20));
    assertThat(allowed(9)).isEqualTo(2);

    clock.pass(Duration.ofMillis(9));
    assertThat(allowed(9)).isZero();
    clock.pass(Duration.ofMillis(1));
    assertThat(allowed(9)).isEqualTo(1);
  }

  @Test
  void savesNoMoreThanABurst() {
    clock.pass(Duration.ofHours(1));

    assertThat(allowed(20)).isEqualTo(5);
  }

  @Test
  void saysWhenToStopReading() {
    for (int i = 1; i < 50; i++) {
      assertThat(rate.overrun()).isFalse();
    }
    assertThat(rate.overrun()).isTrue();
    assertThat(rate.overrun()).isFalse();
  }

  @Test
  void warnsOnceAMinute() {
    assertThat(rate.shouldWarn()).isTrue();
    assertThat(rate.shouldWarn()).isFalse();

    clock.pass(Duration.ofMillis(59_999));
    assertThat(rate.shouldWarn()).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(rate.shouldWarn()).isTrue();
  }

  private int allowed(int tries) {
    int allowed = 0;
    for (int i = 0; i < tries; i++) {
      allowed += rate.allows() ? 1 : 0;
    }
    return allowed;
  }
}
