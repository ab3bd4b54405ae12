package io.busbar.bridge.mqtt.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whatever comes is a packet or malformed, and it does not matter how it was cut. */
class PacketFuzzTest {
  private static final byte[][] CONNECTS = {
    {16, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0},
    {16, 13, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 0}
  };

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] input) {
    for (byte[] connect : CONNECTS) {
      String whole = read(connect, input, Math.max(1, input.length));
      assertThat(read(connect, input, 1)).isEqualTo(whole);
    }
    String first = read(new byte[0], input, 7);
    assertThat(read(new byte[0], input, 3)).isEqualTo(first);
  }

  private static String read(byte[] connect, byte[] input, int step) {
    List<String> packets = new ArrayList<>();
    PacketReader reader = new PacketReader(10_000, 1000);
    try {
      reader.feed(connect, packet -> packets.add(packet.toString()));
      for (int at = 0; at < input.length; at += step) {
        byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + step));
        reader.feed(piece, packet -> packets.add(packet.toString()));
      }
    } catch (MalformedPacket e) {
      packets.add(e.reason().toString());
    }
    return packets.toString();
  }
}
