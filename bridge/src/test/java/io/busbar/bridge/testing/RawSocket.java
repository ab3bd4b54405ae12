package io.busbar.bridge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes no HTTP client would send. */
public final class RawSocket implements AutoCloseable {
  private static final int DEADLINE_MS = 20_000;

  private final Socket socket;

  public RawSocket(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(DEADLINE_MS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RawSocket send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawSocket send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that comes until the other side hangs up. */
  public String readAll() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes first. */
  public String readSome() {
    try {
      byte[] some = new byte[8192];
      int length = socket.getInputStream().read(some);
      return length < 0 ? "" : new String(some, 0, length, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
