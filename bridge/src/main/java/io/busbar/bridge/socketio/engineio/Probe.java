package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket on its way to take a polling conversation over. */
final class Probe {
  private static final byte[] QUESTION = "2probe".getBytes(StandardCharsets.US_ASCII);
  private static final EncodedPackets ANSWER =
      EncodedPackets.packet(PacketType.PONG, "probe".getBytes(StandardCharsets.US_ASCII));

  private final Session session;
  private final WebSocketLine line;
  private final Deadline tooLate;
  private boolean answered;

  Probe(Session session, WebSocketLine line) {
    this.session = session;
    this.line = line;
    this.tooLate = session.loop().deadline(() -> giveUp("the upgrade took too long"));
  }

  void begin() {
    tooLate.at(session.loop().now() + session.options().limits().upgrade().toMillis());
  }

  /** Whether polls are to be sent away empty, so that the client can finish. */
  boolean isAnswered() {
    return answered;
  }

  void text(byte[] packet) {
    if (Arrays.equals(packet, QUESTION)) {
      answered = true;
      line.write(ANSWER);
      session.probed();
    } else if (answered && packet.length == 1 && packet[0] == PacketType.UPGRADE.digit()) {
      tooLate.cancel();
      session.upgraded(line);
    } else {
      giveUp("send 2probe, then 5");
    }
  }

  boolean carries(WebSocketLine other) {
    return line == other;
  }

  void binary() {
    giveUp("send 2probe, then 5");
  }

  void gone() {
    tooLate.cancel();
    session.probeFailed(this);
  }

  void giveUp(String why) {
    tooLate.cancel();
    line.close(WebSocketLine.PROTOCOL_ERROR, why);
    session.probeFailed(this);
  }
}
