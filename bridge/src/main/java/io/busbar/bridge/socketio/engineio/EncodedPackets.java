package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages encoded once and shared by every client they go to: the bytes of their WebSocket frames,
 * and, made when first wanted, the body a polling client gets. Immutable.
 */
public final class EncodedPackets {
  /** Between two packets of a polling body. */
  static final byte SEPARATOR = 0x1e;

  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;
  private static final int MAX_HEAD = 10;

  private final byte[] frames;
  private final int count;
  private volatile byte @Nullable [] body;

  private EncodedPackets(byte[] frames, int count) {
    this.frames = frames;
    this.count = count;
  }

  /** One text message, UTF-8. */
  public static EncodedPackets text(byte[] message) {
    return packet(PacketType.MESSAGE, message);
  }

  /** One text message. */
  public static EncodedPackets text(String message) {
    return text(message.getBytes(StandardCharsets.UTF_8));
  }

  /** One binary message. */
  public static EncodedPackets binary(byte[] message) {
    return new EncodedPackets(framed(FINAL_BINARY, message), 1);
  }

  /** Several in a row, as one piece. */
  public static EncodedPackets join(List<EncodedPackets> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    byte[] joined = new byte[parts.stream().mapToInt(part -> part.frames.length).sum()];
    int at = 0;
    int count = 0;
    for (EncodedPackets part : parts) {
      System.arraycopy(part.frames, 0, joined, at, part.frames.length);
      at += part.frames.length;
      count += part.count;
    }
    return new EncodedPackets(joined, count);
  }

  /** The WebSocket frame of a whole text message, UTF-8. */
  static byte[] framed(byte[] text) {
    return framed(FINAL_TEXT, text);
  }

  private static byte[] framed(int kind, byte[] message) {
    ByteBuffer frame = head(kind, message.length);
    frame.put(message);
    return taken(frame);
  }

  static EncodedPackets packet(PacketType type, byte[] payload) {
    ByteBuffer frame = head(FINAL_TEXT, payload.length + 1);
    frame.put(type.digit()).put(payload);
    return new EncodedPackets(taken(frame), 1);
  }

  /** How many packets these are. */
  public int count() {
    return count;
  }

  /** How many bytes they take on a WebSocket. */
  public int size() {
    return frames.length;
  }

  /** As WebSocket frames; shared, not to be changed. */
  byte[] frames() {
    return frames;
  }

  /** As the body of a poll; shared, not to be changed. */
  byte[] body() {
    byte[] known = body;
    if (known == null) {
      known = asBody();
      body = known;
    }
    return known;
  }

  private byte[] asBody() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(frames.length);
    ByteBuffer in = ByteBuffer.wrap(frames);
    while (in.hasRemaining()) {
      if (out.size() > 0) {
        out.write(SEPARATOR);
      }
      boolean binary = (in.get() & 0xff) == FINAL_BINARY;
      byte[] payload = new byte[length(in)];
      in.get(payload);
      if (binary) {
        out.write('b');
      }
      out.writeBytes(binary ? Base64.getEncoder().encode(payload) : payload);
    }
    return out.toByteArray();
  }

  private static int length(ByteBuffer in) {
    int length = in.get();
    return switch (length) {
      case LENGTH_IN_TWO_BYTES -> in.getShort() & 0xffff;
      case LENGTH_IN_EIGHT_BYTES -> (int) in.getLong();
      default -> length;
    };
  }

  private static ByteBuffer head(int opcode, int length) {
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEAD + length);
    frame.put((byte) opcode);
    if (length < LENGTH_IN_TWO_BYTES) {
      return frame.put((byte) length);
    }
    if (length <= 0xffff) {
      return frame.put((byte) LENGTH_IN_TWO_BYTES).putShort((short) length);
    }
    return frame.put((byte) LENGTH_IN_EIGHT_BYTES).putLong(length);
  }

  private static byte[] taken(ByteBuffer frame) {
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return Buffer.buffer(body()).toString(StandardCharsets.UTF_8);
  }
}
