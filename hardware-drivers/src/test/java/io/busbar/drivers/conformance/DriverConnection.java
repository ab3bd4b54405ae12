package io.busbar.drivers.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A driver's WebSocket whose messages can be awaited one by one. */
final class DriverConnection implements Wire, AutoCloseable {
  private static final long CONNECT_SECONDS = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Inbox inbox = new Inbox();
  private final WebSocket socket;

  DriverConnection(URI url) {
    socket = CLIENT.newWebSocketBuilder().buildAsync(url, new Ears()).join();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void send(String text) {
    socket.sendText(text, true).orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void ping() {
    socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
  }

  @Override
  public void drop() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket).join();
    }
    socket.abort();
  }

  /** Collects what comes; parts of a message are joined. */
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      parts.append(text);
      if (last) {
        inbox.message(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      inbox.pong();
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      inbox.close(code);
      return null;
    }
  }
}
