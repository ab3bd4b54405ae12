package io.busbar.drivers.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A driver's WebSocket whose messages can be awaited one by one. */
final class DriverConnection implements AutoCloseable {
  private static final long CONNECT_SECONDS = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> pongs = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  DriverConnection(URI url) {
    socket = CLIENT.newWebSocketBuilder().buildAsync(url, new Ears()).join();
  }

  void send(String text) {
    socket.sendText(text, true).orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS).join();
  }

  Optional<String> next(Duration within) {
    return taken(messages, within);
  }

  Optional<Integer> closed(Duration within) {
    return taken(closes, within);
  }

  boolean ping(Duration within) {
    socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
    return taken(pongs, within).isPresent();
  }

  /** Breaks the connection without a close frame. */
  void drop() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket).join();
    }
    socket.abort();
  }

  private static <T> Optional<T> taken(BlockingQueue<T> queue, Duration within) {
    try {
      return Optional.ofNullable(queue.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Collects what comes; parts of a message are joined. */
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      parts.append(text);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      pongs.add(true);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closes.add(code);
      return null;
    }
  }
}
