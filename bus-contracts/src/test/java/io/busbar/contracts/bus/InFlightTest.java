package io.busbar.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight();

  @Test
  void countsUpToTheLimit() {
    assertThat(inFlight.enter("a", 2)).isTrue();
    assertThat(inFlight.enter("a", 2)).isTrue();
    assertThat(inFlight.enter("a", 2)).isFalse();
    inFlight.leave("a");
    assertThat(inFlight.enter("a", 2)).isTrue();
  }

  @Test
  void remembersNoAddressWithoutOpenRequests() {
    assertThat(inFlight.enter("a@1", 1)).isTrue();
    assertThat(inFlight.enter("a@1", 1)).isFalse();
    inFlight.leave("a@1");

    assertThat(inFlight.addresses()).isZero();
  }
}
