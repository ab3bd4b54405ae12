package io.busbar.bridge.socketio.engineio;

import org.jspecify.annotations.Nullable;

/** The polling half of a conversation: the one request that waits for packets. */
final class PollSide {
  /** Ends a poll without saying anything. */
  static final EncodedPackets NOOP = EncodedPackets.packet(PacketType.NOOP, new byte[0]);

  static final EncodedPackets CLOSE = EncodedPackets.packet(PacketType.CLOSE, new byte[0]);

  private @Nullable Reply waiting;

  boolean isWaiting() {
    return waiting != null;
  }

  /** Whether it is this request that waits. */
  boolean isWaiting(Reply reply) {
    return waiting == reply;
  }

  void await(Reply reply) {
    waiting = reply;
  }

  /** Nobody reads the answer any more. */
  void forget() {
    waiting = null;
  }

  /** Answers the request that waits, if one does. */
  void answer(EncodedPackets packets) {
    Reply reply = waiting;
    if (reply != null) {
      waiting = null;
      reply.packets(packets.body());
    }
  }
}
