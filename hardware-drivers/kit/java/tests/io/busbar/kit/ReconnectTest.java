package io.busbar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ReconnectTest {
  @Property
  void waitsLongerAndLongerButNeverMuchOverAMinute(
      @ForAll @IntRange(min = 1, max = 1000) int failures,
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    long delay = Reconnect.delay(failures, random).toMillis();
    assertThat(delay).isBetween(1_600L, 72_000L);
    assertThat(Reconnect.delay(failures + 1, random).toMillis()).isGreaterThanOrEqualTo(delay);
  }
}
