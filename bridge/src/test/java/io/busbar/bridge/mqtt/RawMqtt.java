package io.busbar.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.testing.CanIgnoreReturnValue;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client that sends and reads bytes, and knows nothing of sessions. */
final class RawMqtt implements AutoCloseable {
  private static final int DEADLINE_MS = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  RawMqtt(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(DEADLINE_MS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came: the first byte and the rest after the length. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Came(int first, byte[] body) {
    int type() {
      return first >> 4;
    }

    int u8(int at) {
      return body[at] & 0xFF;
    }

    int u16(int at) {
      return u8(at) << 8 | u8(at + 1);
    }

    int qos() {
      return first >> 1 & 3;
    }

    boolean dup() {
      return (first & 8) != 0;
    }

    boolean retain() {
      return (first & 1) != 0;
    }

    String topic() {
      return new String(body, 2, u16(0), StandardCharsets.UTF_8);
    }

    int packetId() {
      return type() == 3 ? u16(2 + u16(0)) : u16(0);
    }

    /** The properties of a PUBLISH of version 5, shorter than 128 bytes. */
    byte[] properties() {
      int at = 2 + u16(0) + (qos() > 0 ? 2 : 0);
      return Arrays.copyOfRange(body, at + 1, at + 1 + u8(at));
    }

    String payload(int level) {
      int at = 2 + u16(0) + (qos() > 0 ? 2 : 0);
      int from = level == 5 ? at + 1 + u8(at) : at;
      return new String(body, from, body.length - from, StandardCharsets.UTF_8);
    }

    boolean says(String hex) {
      return HexFormat.of().formatHex(body).contains(hex.replace(" ", ""));
    }

    @Override
    public String toString() {
      return "%02x %s".formatted(first, HexFormat.of().formatHex(body));
    }
  }

  static RawMqtt connected(int port, int level, String clientId, boolean clean) {
    RawMqtt client = new RawMqtt(port);
    Frames properties = level == 5 && !clean ? Frames.body().u8(0x11).u32(3600) : Frames.body();
    client.send(Frames.connect(level, clientId, clean, 0, properties));
    Came connack = client.read();
    assertThat(connack.type()).isEqualTo(2);
    assertThat(connack.u8(1)).as(connack.toString()).isZero();
    return client;
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Came read() {
    Came came = readOrEnd();
    return Objects.requireNonNull(came, "the connection was closed");
  }

  @CanIgnoreReturnValue
  Came expect(int type) {
    Came came = read();
    assertThat(came.type()).as(came.toString()).isEqualTo(type);
    return came;
  }

  /** The next packet; null when the broker hung up. */
  @Nullable Came readOrEnd() {
    try {
      int first = in.readUnsignedByte();
      int length = 0;
      int shift = 0;
      int digit;
      do {
        digit = in.readUnsignedByte();
        length |= (digit & 0x7F) << shift;
        shift += 7;
      } while ((digit & 0x80) != 0);
      byte[] body = new byte[length];
      in.readFully(body);
      return new Came(first, body);
    } catch (EOFException | SocketException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Subscribes and waits for the answer: its reason code. */
  int subscribe(int level, String filter, int options) {
    send(Frames.subscribe(level, 9, filter, options));
    Came suback = expect(9);
    return suback.u8(suback.body().length - 1);
  }

  /** Fails when something comes before a ping is answered. */
  void expectNothing() {
    send(Frames.PING);
    expect(13);
  }

  /** Whether the broker answers, after whatever else came. */
  boolean isOpen() {
    try {
      send(Frames.PING);
    } catch (UncheckedIOException e) {
      return false;
    }
    Came came = readOrEnd();
    while (came != null && came.type() != 13) {
      came = readOrEnd();
    }
    return came != null;
  }

  /** Reads on until the broker hangs up; the reason of its DISCONNECT, or -1. */
  int reasonOfEnd() {
    int reason = -1;
    for (Came came = readOrEnd(); came != null; came = readOrEnd()) {
      reason = came.type() == 14 ? came.u8(0) : reason;
    }
    return reason;
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
