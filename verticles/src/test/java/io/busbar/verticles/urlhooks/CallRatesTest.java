package io.busbar.verticles.urlhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.verticles.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallRatesTest {
  private static final int MOST_KEYS = 10_000;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-06-01T12:00:00Z"));
  private final CallRates rates = new CallRates(2, 1, clock);

  @Test
  void allowsABurstAndThenSoManyASecond() {
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isFalse();
    assertThat(rates.take("b")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isFalse();
  }

  @Test
  void holdsWhenTooManyKeysAreInUse() {
    for (int i = 0; i < MOST_KEYS; i++) {
      assertThat(rates.take("key" + i)).isTrue();
    }
    assertThat(rates.take("stranger")).isFalse();
    assertThat(rates.take("key0")).isTrue();
    assertThat(rates.take("key0")).isFalse();

    clock.pass(Duration.ofSeconds(1));
    assertThat(rates.take("stranger")).isTrue();
    assertThat(rates.take("key0")).isTrue();
    assertThat(rates.take("key0")).isFalse();
  }
}
