package io.busbar.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection, used in a blocking way by one thread; incoming texts are handed on. */
final class Socket {
  static final int MAX_MESSAGE = 1 << 20;
  private static final System.Logger log = System.getLogger(Socket.class.getName());
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SEND = Duration.ofSeconds(10);

  private final Consumer<String> received;
  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Incoming incoming = new Incoming();
  private volatile long heardAt;
  private volatile @Nullable String reason;
  private @Nullable WebSocket webSocket;

  /**
   * @param received gets each text, one at a time; must not block
   */
  Socket(Consumer<String> received, LongSupplier nanos) {
    this.received = received;
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong();
  }

  void connect(HttpClient client, URI url) throws IOException, InterruptedException {
    webSocket =
        await(
            client.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(url, incoming),
            CONNECT);
    heardAt = nanos.getAsLong();
  }

  void send(String text) throws IOException, InterruptedException {
    Object ignored = await(open().sendText(text, true), SEND);
  }

  void ping() throws IOException, InterruptedException {
    Object ignored = await(open().sendPing(ByteBuffer.allocate(0)), SEND);
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Why it closed. */
  String reason() {
    String why = reason;
    return why == null ? "closed" : why;
  }

  Duration silentFor() {
    return Duration.ofNanos(nanos.getAsLong() - heardAt);
  }

  /** Says good-bye if that is possible at once, and ends the connection. */
  void close() {
    WebSocket current = webSocket;
    if (current == null) {
      return;
    }
    try {
      if (!isClosed() && !current.isOutputClosed()) {
        Object ignored =
            await(current.sendClose(WebSocket.NORMAL_CLOSURE, ""), Duration.ofSeconds(1));
      }
    } catch (IOException gone) {
      reason = "closed";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    current.abort();
    end("closed");
  }

  private WebSocket open() throws IOException {
    WebSocket current = webSocket;
    if (current == null || isClosed()) {
      throw new IOException(reason());
    }
    return current;
  }

  private void end(String why) {
    if (!isClosed()) {
      reason = why;
      closed.countDown();
    }
  }

  private static <T> T await(Future<T> future, Duration limit)
      throws IOException, InterruptedException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within %d s".formatted(limit.toSeconds()), e);
    }
  }

  private final class Incoming implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private boolean skipping;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      heardAt = nanos.getAsLong();
      take(part, last);
      socket.request(1);
      return null;
    }

    private void take(CharSequence part, boolean last) {
      if (!skipping && text.length() + part.length() > MAX_MESSAGE) {
        log.log(System.Logger.Level.WARNING, "Skipped a message of the hub longer than 1 MiB");
        skipping = true;
      }
      if (!skipping) {
        text.append(part);
      }
      if (!last) {
        return;
      }
      String whole = text.toString();
      text.setLength(0);
      if (!skipping) {
        received.accept(whole);
      }
      skipping = false;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      heardAt = nanos.getAsLong();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      heardAt = nanos.getAsLong();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
      end("the hub closed with code %d %s".formatted(code, why));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end(error.toString());
    }
  }
}
