package io.busbar.bridge.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.busbar.bridge.socketio.engineio.MalformedPacket;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Whatever text comes: a packet, or that it is none; never another exception. */
class PacketFuzzTest {
  private static final int MAX = 8;

  @FuzzTest(maxDuration = "15s")
  void endsInAPacketOrIsRefused(byte[] bytes) {
    try {
      Packet packet = PacketParser.parse(new String(bytes, StandardCharsets.UTF_8), MAX);
      assertThat(packet.attachments()).isBetween(0, MAX);
      assertThat(packet.namespace()).startsWith("/").doesNotContain(",");
      if (packet.attachments() > 0) {
        Attachments attachments = new Attachments(packet, 1 << 10);
        while (!attachments.isComplete()) {
          attachments.add(Buffer.buffer(bytes));
        }
        assertThat(attachments.assemble().payload()).isNotNull();
      }
    } catch (MalformedPacket refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
