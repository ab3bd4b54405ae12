package io.busbar.drivers.ir.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.protocol.Protocols.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Codes that are published all over, each as the number its bits make in the order they are sent:
 * power keys of televisions, and the examples of SB-Projects.
 */
final class ProtocolsTest {
  @ParameterizedTest
  @CsvSource({
    "NEC,       4,    8,      20DF10EF,     32, 2, 1",
    "NEC_EXT,   0x1234, 8,    2C4810EF,     32, 2, 1",
    "ONKYO,     0x1234, 0x5678, 2C481E6A,   32, 2, 1",
    "SAMSUNG,   7,    2,      E0E040BF,     32, 2, 1",
    "LG,        0x88, 0xC005, 88C0051,      28, 2, 1",
    "LG,        0xF1, 0x7776, F17776B,      28, 2, 1",
    "PANASONIC, 8,    0x3D,   40040100BCBD, 48, 2, 1",
    "NEC42,     0x1F2E, 0x35, 1D3F160AC53, 42, 2, 1",
    "RCA,       15,   0x2A,   F2A0D5,       24, 2, 1",
    "JVC,       0xA3, 0x17,   C5E8,         16, 2, 1",
    "SHARP,     1,    0x16,   41A2,         15, 0, 1",
    "SIRC12,    1,    21,     A90,          12, 2, 0",
    "SIRC15,    48,   21,     540C,         15, 2, 0",
    "SIRC20,    0x1D1A, 0x39, 9CB17,        20, 2, 0",
  })
  void sendsThePublishedBits(
      Protocol protocol,
      String address,
      String command,
      String sent,
      int bits,
      int header,
      int longTime) {
    ProtocolCode code =
        new ProtocolCode(protocol, Integer.decode(address), Integer.decode(command));
    PulseTrain train = Protocols.encode(code, false);
    assertThat(sentBits(train.once(), header, bits, longTime)).isEqualTo(Long.parseLong(sent, 16));
    assertThat(Protocols.decode(train.press()).map(Decoded::code)).contains(code);
  }

  @Test
  void necHasThePublishedTimes() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.NEC, 4, 8), false);
    assertThat(train.carrierKhz()).isEqualTo(38);
    assertThat(train.once().subList(0, 8))
        .containsExactly(9000, 4500, 563, 563, 563, 563, 563, 1688);
    assertThat(train.once()).hasSize(68);
    assertThat(PulseTrain.micros(train.once())).isEqualTo(108_000);
    assertThat(train.again().subList(0, 3)).containsExactly(9000, 2250, 563);
    assertThat(PulseTrain.micros(train.again())).isEqualTo(108_000);
  }

  @Test
  void sonyIsSentThreeTimesEach45Milliseconds() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.SIRC12, 1, 21), false);
    assertThat(train.carrierKhz()).isEqualTo(40);
    assertThat(train.once().subList(0, 6)).containsExactly(2400, 600, 1200, 600, 600, 600);
    assertThat(PulseTrain.micros(train.press())).isEqualTo(3 * 45_000);
    assertThat(Protocols.decode(train.press()).map(Decoded::frames)).contains(3);
  }

  /** Start 1, field 1, toggle 0, address 00101, command 110101: the example of SB-Projects. */
  @Test
  void rc5IsManchesterCode() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.RC5, 0x05, 0x35), false);
    assertThat(train.carrierKhz()).isEqualTo(36);
    assertThat(withoutGap(train)).isEqualTo(manchester("11000101110101", 889));
    assertThat(PulseTrain.micros(train.once())).isEqualTo(113_778);
    PulseTrain toggled = Protocols.encode(new ProtocolCode(Protocol.RC5, 0x05, 0x35), true);
    assertThat(withoutGap(toggled)).isEqualTo(manchester("11100101110101", 889));
    assertThat(Protocols.decode(toggled.once()).map(Decoded::toggle)).contains(true);
  }

  @Test
  void rc5xPutsTheSeventhCommandBitInTheSecondStartBit() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.RC5X, 0x05, 0x75), false);
    assertThat(withoutGap(train)).isEqualTo(manchester("10000101110101", 889));
    PulseTrain low = Protocols.encode(new ProtocolCode(Protocol.RC5X, 0x05, 0x35), false);
    assertThat(Protocols.decode(low.once()).map(Decoded::code))
        .contains(new ProtocolCode(Protocol.RC5, 0x05, 0x35));
  }

  /** Leader; start 1, mode 000, toggle 0 of double length, address 0, command 12 = 00001100. */
  @Test
  void rc6HasALongToggleBit() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.RC6, 0, 12), false);
    assertThat(train.carrierKhz()).isEqualTo(36);
    assertThat(withoutGap(train))
        .startsWith(2664, 888, 444, 888, 444, 444, 444, 444, 444, 888, 888);
    assertThat(withoutGap(train)).endsWith(444, 444, 888, 444, 444, 888, 444, 444, 444);
  }

  /** Aiwa in units of 563 µs: 42 bits, 42 units of gap, and a header and a mark while held. */
  @Test
  void nec42HasThePublishedTimes() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.NEC42, 0x0110, 0x0F), false);
    assertThat(train.carrierKhz()).isEqualTo(38);
    assertThat(train.once().subList(0, 4)).containsExactly(9000, 4500, 563, 563);
    assertThat(train.once()).hasSize(2 + 2 * 42 + 2).endsWith(563, 42 * 563);
    assertThat(train.again()).containsExactly(9000, 4500, 563, 165 * 563);
    ProtocolCode wide = new ProtocolCode(Protocol.NEC42_EXT, 0x3FFFFFF, 0xFFFF);
    assertThat(Protocols.decode(Protocols.encode(wide, false).once()).map(Decoded::code))
        .contains(wide);
  }

  @Test
  void rcaHasThePublishedTimes() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.RCA, 15, 0x2A), false);
    assertThat(train.carrierKhz()).isEqualTo(56);
    assertThat(train.once().subList(0, 4)).containsExactly(4000, 4000, 500, 2000);
    assertThat(train.once().subList(10, 12)).containsExactly(500, 1000);
    assertThat(train.once()).hasSize(2 + 2 * 24 + 2);
    assertThat(PulseTrain.micros(train.once())).isEqualTo(64_000);
  }

  /** Leader; start 1, mode 110, a long 0; maker 0x800F, toggle, device 4, command 0x0D. */
  @Test
  void rc6Of32BitsTogglesBeforeTheDevice() {
    ProtocolCode home = new ProtocolCode(Protocol.RC6_6A, 0x800F << 7 | 4, 0x0D);
    PulseTrain train = Protocols.encode(home, false);
    assertThat(train.carrierKhz()).isEqualTo(36);
    String rest = "1000000000001111" + "0" + "0000100" + "00001101";
    List<Integer> sent = withoutGap(train);
    assertThat(sent).startsWith(2664, 888, 444, 444, 444, 444, 444, 888, 444, 888, 1332);
    assertThat(sent.subList(11, sent.size())).isEqualTo(restOf(manchester(inverse(rest), 444)));
    PulseTrain toggled = Protocols.encode(home, true);
    Decoded heard = Protocols.decode(toggled.once()).orElseThrow();
    assertThat(heard.code()).isEqualTo(home);
    assertThat(heard.toggle()).isTrue();
    assertThat(toggled).isNotEqualTo(train);
  }

  @Test
  void sharpSaysItTwiceTheSecondTimeInverted() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.SHARP, 1, 0x16), false);
    List<Integer> second = train.once().subList(32, 64);
    assertThat(sentBits(train.once(), 0, 15, 1)).isEqualTo(0b10000_01101000_1_0);
    assertThat(sentBits(second, 0, 15, 1)).isEqualTo(0b10000_10010111_0_1);
    assertThat(Protocols.decode(second).map(Decoded::code))
        .contains(new ProtocolCode(Protocol.SHARP, 1, 0x16));
  }

  @Test
  void jvcLeavesTheHeaderOutWhenHeld() {
    PulseTrain train = Protocols.encode(new ProtocolCode(Protocol.JVC, 0xA3, 0x17), false);
    assertThat(train.once().subList(0, 2)).containsExactly(8400, 4200);
    assertThat(train.again()).isEqualTo(train.once().subList(2, train.once().size()));
  }

  @Test
  void kaseikyoCarriesItsVendor() {
    ProtocolCode denon = new ProtocolCode(Protocol.KASEIKYO, 0x3254 << 12 | 0x123, 0x45);
    assertThat(Protocols.decode(Protocols.encode(denon, false).once()).map(Decoded::code))
        .contains(denon);
    ProtocolCode panasonic = new ProtocolCode(Protocol.KASEIKYO, 0x2002 << 12 | 8, 0x3D);
    assertThat(Protocols.decode(Protocols.encode(panasonic, false).once()).map(Decoded::code))
        .contains(new ProtocolCode(Protocol.PANASONIC, 8, 0x3D));
  }

  @Test
  void refusesWrongCheckBits() {
    for (ProtocolCode code :
        List.of(
            new ProtocolCode(Protocol.SAMSUNG, 7, 2),
            new ProtocolCode(Protocol.LG, 0x88, 0xC005),
            new ProtocolCode(Protocol.PANASONIC, 8, 0x3D))) {
      List<Integer> damaged = new ArrayList<>(Protocols.encode(code, false).once());
      int lastBit = damaged.size() - 3;
      damaged.set(lastBit, damaged.get(lastBit) > 1000 ? 500 : 1500);
      assertThat(Protocols.decode(damaged)).as(code.toString()).isEmpty();
    }
  }

  @Test
  void refusesFramesThatSayDifferentThings() {
    List<Integer> both =
        new ArrayList<>(Protocols.encode(new ProtocolCode(Protocol.NEC, 4, 8), false).once());
    both.addAll(Protocols.encode(new ProtocolCode(Protocol.NEC, 4, 9), false).once());
    assertThat(Protocols.decode(both)).isEmpty();
  }

  /** The bits in the order they are sent, by the length of spaces (1) or marks (0). */
  private static long sentBits(List<Integer> frame, int header, int bits, int longTime) {
    long sent = 0;
    for (int i = 0; i < bits; i++) {
      sent = sent << 1 | (frame.get(header + 2 * i + longTime) > 1000 ? 1 : 0);
    }
    return sent;
  }

  /** RC6 has a one light first, RC5 dark first. */
  private static String inverse(String bits) {
    return bits.replace('0', '_').replace('1', '0').replace('_', '1');
  }

  private static List<Integer> restOf(List<Integer> times) {
    return times.subList(1, times.size());
  }

  private static List<Integer> withoutGap(PulseTrain train) {
    return train.once().subList(0, train.once().size() - 1);
  }

  private static List<Integer> manchester(String bits, int half) {
    String halves = bits.replace("1", "_^").replace("0", "^_");
    List<Integer> times = new ArrayList<>();
    String light = halves.replaceAll("^_+|_+$", "");
    for (String run : light.split("(?<=_)(?=\\^)|(?<=\\^)(?=_)", -1)) {
      times.add(run.length() * half);
    }
    return times;
  }
}
