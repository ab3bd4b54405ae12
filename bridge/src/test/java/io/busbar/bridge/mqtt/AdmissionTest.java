package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.mqtt.packet.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final BrokerLimits LIMITS =
      new BrokerLimits(
          30,
          2,
          100,
          10_000,
          200,
          1 << 20,
          20,
          10,
          100_000,
          new Topics.Limits(100, 8),
          100,
          1 << 20,
          Duration.ofSeconds(60),
          Duration.ofDays(1));

  private Instant now = Instant.EPOCH;
  private final Admission admission = new Admission(LIMITS, () -> now);

  @Test
  void letsAnAddressInAsOftenAsItMay() {
    for (int i = 0; i < 20; i++) {
      assertThat(admission.enter("10.0.0.1")).isEqualTo(Reason.SUCCESS);
      admission.leave();
    }
    assertThat(admission.enter("10.0.0.1")).isEqualTo(Reason.CONNECTION_RATE_EXCEEDED);
    assertThat(admission.enter("10.0.0.2")).isEqualTo(Reason.SUCCESS);
    now = now.plusMillis(500);
    assertThat(admission.enter("10.0.0.1")).isEqualTo(Reason.SUCCESS);
    assertThat(admission.enter("10.0.0.1")).isEqualTo(Reason.CONNECTION_RATE_EXCEEDED);
  }

  @Test
  void countsConnectionsInAll() {
    for (int i = 0; i < LIMITS.connections(); i++) {
      assertThat(admission.enter("10.0.0." + i)).isEqualTo(Reason.SUCCESS);
    }
    assertThat(admission.enter("10.0.1.1")).isEqualTo(Reason.QUOTA_EXCEEDED);
    assertThat(admission.isFlooded()).isFalse();
    for (int i = 0; i < Admission.TOLD; i++) {
      assertThat(admission.enter("10.0.1.1")).isEqualTo(Reason.QUOTA_EXCEEDED);
    }
    assertThat(admission.isFlooded()).isTrue();
    for (int i = 0; i < Admission.TOLD + 2; i++) {
      admission.leave();
    }
    assertThat(admission.enter("10.0.1.2")).isEqualTo(Reason.SUCCESS);
  }

  @Test
  void wantsNobodyWhileTheHubStops() {
    admission.close();
    assertThat(admission.enter("10.0.0.1")).isEqualTo(Reason.SERVER_SHUTTING_DOWN);
  }
}
