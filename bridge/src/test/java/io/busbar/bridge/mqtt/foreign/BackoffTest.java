package io.busbar.bridge.mqtt.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsLongerEachTimeUpToAMinuteAndNeverExactly() {
    Backoff backoff = new Backoff(new Random(7));
    long longest = Backoff.FIRST_MS;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.next()).isBetween(longest / 2, longest);
      longest = Math.min(Backoff.LONGEST_MS, longest * 2);
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST_MS);
  }
}
