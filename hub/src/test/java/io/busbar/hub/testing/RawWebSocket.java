package io.busbar.hub.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A driver's WebSocket without the manners of a library: it sends any bytes in any frame. */
public final class RawWebSocket implements AutoCloseable {
  /** The kinds of frames. */
  public static final int TEXT = 1;

  public static final int BINARY = 2;
  public static final int CLOSE = 8;

  private static final int PATIENCE_MS = 10_000;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private final Socket socket;
  private final DataInputStream input;
  private final OutputStream output;

  /**
   * A frame of the hub.
   *
   * @param closeCode 0 when it is no close frame
   */
  public record Frame(int kind, String text, int closeCode) {}

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new DataInputStream(socket.getInputStream());
    this.output = socket.getOutputStream();
  }

  /** Connects to the driver door. */
  public static RawWebSocket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    RawWebSocket opened = new RawWebSocket(socket);
    opened.shakeHands(port);
    return opened;
  }

  /** Sends one whole frame. */
  public void send(int kind, byte[] content) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(14).put((byte) (FINAL | kind));
    if (content.length < TWO_BYTES) {
      head.put((byte) (MASKED | content.length));
    } else if (content.length < 1 << 16) {
      head.put((byte) (MASKED | TWO_BYTES)).putShort((short) content.length);
    } else {
      head.put((byte) (MASKED | EIGHT_BYTES)).putLong(content.length);
    }
    head.putInt(0);
    output.write(head.array(), 0, head.position());
    output.write(content);
    output.flush();
  }

  public void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next frame of the hub. */
  public Frame next() throws IOException {
    int kind = input.readUnsignedByte() & ~FINAL;
    int length = input.readUnsignedByte();
    if (length == TWO_BYTES) {
      length = input.readUnsignedShort();
    } else if (length == EIGHT_BYTES) {
      length = Math.toIntExact(input.readLong());
    }
    byte[] content = input.readNBytes(length);
    boolean coded = kind == CLOSE && length >= Short.BYTES;
    return new Frame(
        kind,
        new String(content, StandardCharsets.UTF_8),
        coded ? Short.toUnsignedInt(ByteBuffer.wrap(content).getShort()) : 0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void shakeHands(int port) throws IOException {
    String ask =
        """
        GET /driver HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .formatted(port);
    output.write(ask.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      answer.append((char) input.readUnsignedByte());
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("No WebSocket: " + answer);
    }
  }
}
