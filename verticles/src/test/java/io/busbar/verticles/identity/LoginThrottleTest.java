package io.busbar.verticles.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private static final List<String> KEY = List.of("from 192.0.2.1");

  private final ManualClock clock = new ManualClock(People.NOON);
  private final LoginThrottle throttle = new LoginThrottle(clock);

  @Test
  void closesAKeyAfterFiveFailures() {
    fail(5);

    assertThatThrownBy(() -> throttle.admit(KEY))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo("RATE_LIMITED");
              assertThat(failure.hint()).isEqualTo("Try again in 1 s.");
            });
  }

  @Test
  void doublesTheDelayUpToFiveMinutes() {
    fail(5);
    List<Long> delays =
        IntStream.range(0, 12)
            .mapToObj(
                i -> {
                  long waited = waitUntilOpen();
                  throttle.admit(KEY).failed();
                  return waited;
                })
            .toList();

    assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
  }

  @Test
  void opensAgainAfterASuccess() {
    fail(4);
    throttle.admit(KEY).succeeded();
    fail(4);

    assertThat(isOpen()).isTrue();
  }

  @Test
  void forgivesAfterAWhile() {
    fail(5);
    clock.pass(LoginThrottle.FORGIVEN_AFTER.plusSeconds(1));
    fail(4);

    assertThat(isOpen()).isTrue();
  }

  @Test
  void countsAttemptsWithoutAnOutcome() {
    List<LoginThrottle.Attempt> open =
        IntStream.range(0, 5).mapToObj(i -> throttle.admit(KEY)).toList();
    assertThat(isOpen()).isFalse();

    open.forEach(LoginThrottle.Attempt::abandoned);
    assertThat(isOpen()).isTrue();
  }

  @Test
  void admitsOneAtATimeAfterADelay() {
    fail(5);
    clock.pass(Duration.ofSeconds(1));
    LoginThrottle.Attempt only = throttle.admit(KEY);

    assertThat(isOpen()).isFalse();
    only.abandoned();
    assertThat(isOpen()).isTrue();
  }

  @Test
  void refusesWhenAnyKeyIsClosed() {
    fail(5);

    assertThatThrownBy(() -> throttle.admit(List.of("as ada", KEY.get(0))))
        .isInstanceOf(HubFailure.class);
    assertThat(throttle.size()).isEqualTo(1);
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    for (int i = 0; i < LoginThrottle.MOST_KEYS + 100; i++) {
      throttle.admit(List.of("from " + i)).failed();
    }

    assertThat(throttle.size()).isEqualTo(LoginThrottle.MOST_KEYS);
  }

  @Property(tries = 200)
  void neverDelaysWhoFailsLessThanFiveTimesAMinute(
      @ForAll @Size(max = 60) List<@IntRange(min = 15_001, max = 600_000) Integer> pauses) {
    ManualClock time = new ManualClock(People.NOON);
    LoginThrottle fresh = new LoginThrottle(time);
    for (int pause : pauses) {
      time.pass(Duration.ofMillis(pause));
      fresh.admit(KEY).failed();
    }
    time.pass(Duration.ofMillis(15_001));
    fresh.admit(KEY).abandoned();
  }

  @Property(tries = 200)
  void admitsAtMostFiveGuessesAtOnceAndThenOneADelay(
      @ForAll @Size(max = 300) List<@IntRange(max = 5_000) Integer> pauses) {
    ManualClock time = new ManualClock(People.NOON);
    LoginThrottle fresh = new LoginThrottle(time);
    long admitted = 0;
    long elapsed = 0;
    for (int pause : pauses) {
      time.pass(Duration.ofMillis(pause));
      elapsed += pause;
      admitted += guess(fresh) ? 1 : 0;
    }

    // The sum of the first n delays is 2^n - 1 seconds, so n guesses need as long as that.
    double delaysThatFit = Math.log(elapsed / 1000.0 + 1) / Math.log(2);
    double perMinute = 5 * (elapsed / 60_000.0 + 1);
    assertThat((double) admitted)
        .isLessThanOrEqualTo(perMinute + delaysThatFit + elapsed / 300e3 + 1);
  }

  @Property(tries = 100)
  void alwaysOpensAgainWithinFiveMinutes(@ForAll @IntRange(max = 200) int guesses) {
    ManualClock time = new ManualClock(People.NOON);
    LoginThrottle fresh = new LoginThrottle(time);
    for (int i = 0; i < guesses; i++) {
      boolean unused = guess(fresh);
      time.pass(Duration.ofSeconds(7));
    }
    time.pass(LoginThrottle.LONGEST_DELAY);

    assertThat(guess(fresh)).isTrue();
  }

  private static boolean guess(LoginThrottle throttle) {
    try {
      throttle.admit(KEY).failed();
      return true;
    } catch (HubFailure closed) {
      return false;
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.admit(KEY).failed();
    }
  }

  private boolean isOpen() {
    try {
      throttle.admit(KEY).abandoned();
      return true;
    } catch (HubFailure closed) {
      return false;
    }
  }

  private long waitUntilOpen() {
    long seconds = 0;
    while (!isOpen()) {
      clock.pass(Duration.ofSeconds(1));
      seconds++;
    }
    return seconds;
  }
}
