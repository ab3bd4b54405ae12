package io.busbar.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that can be as impolite as it likes. */
public final class RawWebSocket implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final int DEADLINE_MS = 20_000;
  private static final byte[] MASK = {1, 2, 3, 4};

  /** One frame as it came. */
  public record Frame(int opcode, Buffer payload) {
    public String text() {
      return payload.toString();
    }

    public int closeCode() {
      return payload.length() < 2 ? 1005 : payload.getUnsignedShort(0);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final String answer;

  public RawWebSocket(int port, String path, String... headers) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(DEADLINE_MS);
      in = new DataInputStream(socket.getInputStream());
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      write(
          ("GET %s HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n%s"
                  + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
              .formatted(path, more)
              .getBytes(StandardCharsets.US_ASCII));
      answer = readHead();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status line and headers of the hub's answer. */
  public String answer() {
    return answer;
  }

  @CanIgnoreReturnValue
  public RawWebSocket say(String text) {
    return frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  @CanIgnoreReturnValue
  public RawWebSocket frame(boolean last, int opcode, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((last ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % 4]);
    }
    write(frame.toByteArray());
    return this;
  }

  /** The beginning of a frame that never comes. */
  public void announce(int length) {
    ByteBuffer head = ByteBuffer.allocate(14).put((byte) (0x80 | TEXT)).put((byte) (0x80 | 127));
    write(head.putLong(length).put(MASK).array());
  }

  /** Bytes that need not be a frame, nor a whole one. */
  public void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, whatever it is. */
  public Frame next() {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      byte[] payload = new byte[length];
      in.readFully(payload);
      return new Frame(opcode, Buffer.buffer(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame of a kind, others left out. */
  public Frame next(int opcode) {
    while (true) {
      Frame frame = next();
      if (frame.opcode() == opcode) {
        return frame;
      }
      assertThat(frame.opcode()).as("closed with %d", frame.closeCode()).isNotEqualTo(CLOSE);
    }
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(head.toString());
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
