package io.busbar.drivers.extender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TransmissionTest {
  private static final ProtocolCode NEC = new ProtocolCode(Protocol.NEC, 4, 8);

  @Test
  void sendsOneFrameWithItsGap() {
    Transmission sent = Transmission.of(NEC, 1, false);
    Transmission.Request request = sent.requests().get(0);
    assertThat(sent.requests()).hasSize(1);
    assertThat(request.path()).isEqualTo("/api/ir/send");
    assertThat(request.body().get("freq_khz")).isEqualTo(38);
    assertThat(request.body().get("duty")).isEqualTo(33);
    assertThat(request.body().get("repeat")).isEqualTo(1);
    assertThat(request.body().list("raw")).hasSize(68);
    assertThat(request.air()).isEqualTo(Duration.ofMillis(113));
  }

  @Test
  void aHeldKeyIsWhatTheRemoteWouldSend() {
    assertThat(Transmission.of(NEC, 3, false).requests().get(0).body().list("raw"))
        .hasSize(68 + 2 * 4);
    Transmission sony = Transmission.of(new ProtocolCode(Protocol.SIRC12, 1, 21), 1, false);
    assertThat(sony.requests().get(0).body().get("repeat")).isEqualTo(3);
    assertThat(sony.air()).isEqualTo(Duration.ofMillis(150));
    assertThat(Transmission.of(sony(), 5, false).requests().get(0).body().get("repeat"))
        .isEqualTo(5);
  }

  @Test
  void splitsWhatTheMemoryOfAnExtenderDoesNotBear() {
    List<Integer> frame = Collections.nCopies(500, 560);
    Transmission sent = Transmission.of(new PulseTrain(36_700, frame, frame, 1), 4, false);
    assertThat(sent.requests()).hasSize(2);
    assertThat(sent.requests().get(1).body().get("repeat")).isEqualTo(3);
    assertThat(sent.requests().get(1).body().get("freq_khz")).isEqualTo(37);
    PulseTrain tooLong = PulseTrain.of(38_000, Collections.nCopies(902, 560));
    assertThatThrownBy(() -> use(Transmission.of(tooLong, 1, false)))
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("902 values in one frame; extenders send up to 900");
  }

  @Test
  void sendsRadio() {
    Transmission.Request request =
        Transmission.of(new RfCode(5393, 24, 1, 8), 1, false).requests().get(0);
    assertThat(request.path()).isEqualTo("/api/rf/send");
    assertThat(request.body().get("repeat")).isEqualTo(8);
  }

  @Test
  void refusesToHoldForEver() {
    assertThatThrownBy(() -> use(Transmission.of(NEC, 21, false)))
        .hasMessageContaining("not between 1 and 20");
    assertThatThrownBy(() -> use(Transmission.of(NEC, 0, false))).isInstanceOf(HubFailure.class);
  }

  @Test
  void answersChallenges() {
    assertThat(Challenge.response("123456", "1234", "123456")).isEqualTo("833598");
    assertThat(Challenge.response("042042", "98765432", "AABBCC")).isEqualTo("184098");
  }

  private static ProtocolCode sony() {
    return new ProtocolCode(Protocol.SIRC12, 1, 21);
  }

  private static void use(Transmission sent) {
    assertThat(sent).isNull();
  }
}
