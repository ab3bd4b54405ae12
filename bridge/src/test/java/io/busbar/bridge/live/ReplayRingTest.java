package io.busbar.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReplayRingTest {
  private static final int SIZE = 1000;

  private final ReplayRing ring = new ReplayRing(SIZE);

  @Test
  void givesExactlyWhatWasMissed() {
    fill(11, 15);

    assertThat(ring.after(13, 15)).extracting(LiveEvent::seq).containsExactly(14L, 15L);
    assertThat(ring.after(15, 15)).isEmpty();
    assertThat(ring.after(10, 15)).hasSize(5);
  }

  @Test
  void knowsWhenItHasForgotten() {
    fill(11, 10 + SIZE + 5L);

    assertThat(ring.after(14, 1015)).isNull();
    assertThat(ring.after(15, 1015)).hasSize(SIZE);
  }

  @Test
  void doesNotTrustANumberFromElsewhere() {
    assertThat(ring.after(3, 10)).isNull();
    assertThat(ring.after(10, 10)).isEmpty();
    fill(11, 12);
    assertThat(ring.after(13, 12)).isNull();
    assertThat(ring.after(Long.MIN_VALUE, 12)).isNull();
    assertThat(ring.after(Long.MAX_VALUE, 12)).isNull();
  }

  private void fill(long from, long to) {
    LongStream.rangeClosed(from, to).forEach(seq -> ring.add(Happenings.stateEvent(seq, "lamp")));
  }
}
