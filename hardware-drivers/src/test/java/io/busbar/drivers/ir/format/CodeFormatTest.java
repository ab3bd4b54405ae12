package io.busbar.drivers.ir.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodeFormatTest {
  @Test
  void readsRawInAllItsSpellings() {
    List<Integer> wanted = List.of(9000, 4500, 560, 40_000);
    for (String text :
        List.of("9000,4500,560,40000", "9000 4500 560", "[9000, -4500, 560]", "+9000 -4500 +560")) {
      assertThat(train(text).once()).as(text).isEqualTo(wanted);
    }
  }

  @Test
  void readsLearnedPronto() {
    PulseTrain train = train("0000 006D 0001 0001 0157 00AC 0015 0689");
    assertThat(train.carrierHz()).isEqualTo(38_029);
    assertThat(train.carrierKhz()).isEqualTo(38);
    assertThat(train.once()).containsExactly(9019, 4523);
    assertThat(train.again()).containsExactly(552, 43_993);
  }

  @Test
  void readsPredefinedPronto() {
    assertThat(CodeFormat.read("5000 0073 0000 0001 0000 000C"))
        .isEqualTo(new ProtocolCode(Protocol.RC5, 0, 12));
    assertThat(CodeFormat.read("5001 0073 0000 0002 0005 0041 0000 0000"))
        .isEqualTo(new ProtocolCode(Protocol.RC5X, 5, 65));
    assertThat(CodeFormat.read("6000 0073 0000 0001 0004 0010"))
        .isEqualTo(new ProtocolCode(Protocol.RC6, 4, 16));
    assertThat(CodeFormat.read("900A 006D 0000 0001 04FB 08F7"))
        .isEqualTo(new ProtocolCode(Protocol.NEC, 4, 8));
    assertThat(CodeFormat.read("900A 006D 0000 0001 857A 08F7"))
        .isEqualTo(new ProtocolCode(Protocol.NEC, 0x85, 8));
    assertThat(CodeFormat.read("900A 006D 0000 0001 8542 08F7"))
        .isEqualTo(new ProtocolCode(Protocol.NEC_EXT, 0x4285, 8));
  }

  @Test
  void readsBroadlink() {
    List<Integer> wanted = List.of(8997, 4499, 558, 109_445);
    PulseTrain hex = train("2602080000011289 11000d05 00000000");
    assertThat(hex.once()).isEqualTo(wanted);
    assertThat(hex.sends()).isEqualTo(3);
    assertThat(train("JgIIAAABEokRAA0F").once()).isEqualTo(wanted);
  }

  @Test
  void readsSendirPlainAndCompressed() {
    PulseTrain plain = train("sendir,1:1,1,40000,2,3,96,24,24,24,48,24");
    assertThat(plain.once()).containsExactly(2400, 600, 600, 600, 1200, 600);
    assertThat(plain.again()).containsExactly(600, 600, 1200, 600);
    assertThat(plain.sends()).isEqualTo(2);
    assertThat(train("sendir,1:1,1,40000,1,1,96,24,24,24,48,24BCB").once())
        .containsExactly(2400, 600, 600, 600, 1200, 600, 600, 600, 1200, 600, 600, 600);
  }

  @Test
  void readsModeTwo() {
    PulseTrain train =
        train(
            "# a remote\nspace 1000000\ncarrier 36000\npulse 889\nspace 1778\npulse 889\ntimeout 90000");
    assertThat(train.carrierHz()).isEqualTo(36_000);
    assertThat(train.once()).containsExactly(889, 1778, 889, 90_000);
  }

  @Test
  void readsObjects() {
    assertThat(value("{\"freq_khz\":36.7,\"raw\":[889,-1778,889],\"repeat\":2}"))
        .isEqualTo(new PulseTrain(36_700, List.of(889, 1778, 889, 40_000), List.of(), 2));
    assertThat(value("{\"freq\":40000,\"raw\":\"2400,600\"}"))
        .isEqualTo(PulseTrain.of(40_000, List.of(2400, 600)));
    assertThat(value("{\"protocol\":\"Samsung32\",\"address\":\"0x07\",\"command\":2}"))
        .isEqualTo(new ProtocolCode(Protocol.SAMSUNG, 7, 2));
    assertThat(value("{\"code\":5393,\"bits\":24}")).isEqualTo(new RfCode(5393, 24, 1, 8));
    assertThat(value("{\"pronto\":\"5000 0073 0000 0001 0000 000C\"}"))
        .isEqualTo(new ProtocolCode(Protocol.RC5, 0, 12));
  }

  @Test
  void roundsTheCarrierToKilohertz() {
    assertThat(PulseTrain.of(36_700, List.of(889, 889)).carrierKhz()).isEqualTo(37);
    assertThat(PulseTrain.of(38_499, List.of(889, 889)).carrierKhz()).isEqualTo(38);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9000,45x0                              | Value 2 is '45x0', not a whole number.",
        "9000,4500,560,0                        | Value 4 is 0",
        "9000,4500,560,-1690                    | Value 2 is a mark where",
        "-100,9000                              | Value 1 is a space where a mark belongs.",
        "0000 006D 0022 0002 0157               | The header (words 3 and 4) says 76 words, but there are 5.",
        "0000 006D 0001 0000 0157 00G1          | Word 6 is '00G1', not four hex digits.",
        "0000 0000 0001 0000 0157 0001          | Word 2 is 0000",
        "0000 000A 0001 0000 0157 0001          | The carrier of 414515 Hz",
        "7000 0073 0000 0001 0000 000C          | Word 1 is 7000",
        "900A 006D 0000 0001 04FB 08F6          | Word 6 is not a byte and its inverse.",
        "260020000011                           | The length says 32 bytes, but 2 follow.",
        "2600030011000d                         | Byte 6 begins a number that is cut off.",
        "sendir,1:1,1,38000                     | The sendir has fewer than 8 parts.",
        "sendir,1:1,1,38000,1,2,342,171         | The offset is 2, not the place of a mark.",
        "sendir,1:1,1,38000,1,1,342,171C        | Letter C after value 2 stands for no pair",
        "'pulse 9000\npulse 9000'               | Line 2 repeats the kind",
        "nonsense                               | The code is of no format this hub knows."
      })
  void saysWhereItIsWrong(String text, String message) {
    HubFailure refused = refusal(text);
    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.hint()).isNotBlank();
    assertThat(refused.message()).startsWith(message);
  }

  @Test
  void saysWhatNoExtenderCanSend() {
    assertThat(refusal("0100 0064 0001 0000 0010 0010").code()).isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(refusal("b2000400 11111111").code()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void hasLimits() {
    assertThat(refusal("1".repeat(CodeFormat.MAX_TEXT + 1)).message()).contains("65537 characters");
    assertThat(refusal("560,".repeat(5000)).message()).contains("more than 4096 values");
  }

  private static PulseTrain train(String text) {
    return (PulseTrain) CodeFormat.read(text);
  }

  private static IrCode value(String json) {
    return CodeValue.read(Json.readObject(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static HubFailure refusal(String text) {
    return catchThrowableOfType(HubFailure.class, () -> use(CodeFormat.read(text)));
  }

  private static void use(IrCode code) {
    assertThat(code).isNull();
  }
}
