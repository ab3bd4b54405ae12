package io.busbar.bridge.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLimitTest {
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final CallLimit limit = new CallLimit(() -> now, new CallLimit.Rates(2, 5, 3));

  @Test
  void letsABurstThroughAndThenSoManyASecond() {
    for (int i = 0; i < 5; i++) {
      limit.enter();
      limit.leave();
    }
    refused("2 times a second");

    now = now.plusMillis(500);
    limit.enter();
    limit.leave();
    refused("2 times a second");
  }

  @Test
  void neverSavesUpMoreThanABurst() {
    now = now.plusSeconds(3600);
    for (int i = 0; i < 5; i++) {
      limit.enter();
      limit.leave();
    }
    refused("2 times a second");
  }

  @Test
  void waitsForSoManyAnswersOnly() {
    limit.enter();
    limit.enter();
    limit.enter();
    refused("waits for 3 answers");

    limit.leave();
    limit.enter();
  }

  @Test
  void isNotFooledByAClockThatGoesBack() {
    now = now.minusSeconds(60);
    for (int i = 0; i < 5; i++) {
      limit.enter();
      limit.leave();
    }
    refused("2 times a second");
  }

  private void refused(String words) {
    assertThatThrownBy(limit::enter)
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.OVERLOADED);
              assertThat(failure.hint()).isNotBlank();
            })
        .hasMessageContaining(words);
  }
}
