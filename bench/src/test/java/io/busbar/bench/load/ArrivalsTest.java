package io.busbar.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final int DEVICES = 3;

  private final Meter meter = new Meter();
  private final Arrivals arrivals = new Arrivals(meter, DEVICES);

  @Test
  void countsEachUpdateOnce() {
    send(4);
    arrivals.arrived(0, 10);
    arrivals.arrived(0, 20);
    arrivals.arrived(1, 10);
    assertThat(meter.count()).isEqualTo(2);
    assertThat(meter.quantile(1)).isBetween(10L, 11L);
  }

  @Test
  void countsAnUpdateThatANewerOneOfItsDeviceOvertook() {
    send(7);
    arrivals.arrived(6, 10);
    assertThat(meter.count()).isEqualTo(3);
    arrivals.overdue(1);
    assertThat(meter.failed()).isEqualTo(4);
  }

  @Test
  void knowsNothingOfWhatWasNotSent() {
    send(2);
    arrivals.arrived(2, 10);
    assertThat(meter.count()).isZero();
  }

  @Test
  void countsAsFailedOnlyWhatIsOverdue() {
    arrivals.sent(0);
    arrivals.sent(5);
    arrivals.overdue(5);
    arrivals.overdue(5);
    assertThat(meter.failed()).isEqualTo(1);
  }

  @Test
  void usesPlacesAnew() {
    send(Arrivals.RING + 1);
    arrivals.arrived(Arrivals.RING, 10);
    assertThat(meter.count()).isEqualTo(1 + Arrivals.RING / DEVICES);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      arrivals.sent(0);
    }
  }
}
