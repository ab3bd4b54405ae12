package io.busbar.drivers.conformance;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hub's end of a driver's WebSocket, whose messages can be awaited one by one. */
final class KitConnection {
  private static final Duration SEND = Duration.ofSeconds(10);
  private static final int WITHOUT_CLOSE_FRAME = 1006;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> pongs = new LinkedBlockingQueue<>();
  private final ServerWebSocket socket;

  KitConnection(ServerWebSocket socket) {
    this.socket = socket;
  }

  /** Begins to listen; to be called before the socket's first message is read. */
  void listen() {
    socket.textMessageHandler(messages::add);
    socket.pongHandler(pong -> pongs.add(true));
    socket.closeHandler(closed -> closes.add(code(socket.closeStatusCode())));
  }

  void send(String text) {
    written(socket.writeTextMessage(text));
  }

  Optional<String> next(Duration within) {
    return taken(messages, within);
  }

  Optional<Integer> closed(Duration within) {
    return taken(closes, within);
  }

  boolean ping(Duration within) {
    written(socket.writePing(Buffer.buffer("p")));
    return taken(pongs, within).isPresent();
  }

  /** Breaks the connection without a close frame. */
  void drop() {
    Object ignored = ((WebSocketInternal) socket).channelHandlerContext().close();
  }

  private static void written(Future<Void> write) {
    await().atMost(SEND).until(write::isComplete);
    if (write.failed()) {
      throw new AssertionError("could not be sent", write.cause());
    }
  }

  private static int code(@Nullable Short code) {
    return code == null ? WITHOUT_CLOSE_FRAME : code;
  }

  static <T> Optional<T> taken(BlockingQueue<T> queue, Duration within) {
    try {
      return Optional.ofNullable(queue.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
