package io.busbar.bench.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Client WebSocket frames; the masking key is zero, so that masking costs nothing. */
final class Frames {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_PONG = 0x8a;
  private static final int MASKED = 0x80;
  private static final int SHORT = 125;
  private static final int MEDIUM = 126;

  private Frames() {}

  static void appendText(Buffer to, String text) {
    append(to, FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static Buffer pong(byte[] payload) {
    Buffer frame = Buffer.buffer();
    append(frame, FINAL_PONG, payload);
    return frame;
  }

  private static void append(Buffer to, int kind, byte[] payload) {
    to.appendByte((byte) kind);
    if (payload.length <= SHORT) {
      to.appendByte((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xffff) {
      to.appendByte((byte) (MASKED | MEDIUM)).appendUnsignedShort(payload.length);
    } else {
      throw new IllegalArgumentException("The frame is too long.");
    }
    to.appendInt(0).appendBytes(payload);
  }
}
