package io.busbar.drivers.conformance;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The hub's end of a driver's WebSocket, whose messages can be awaited one by one. */
final class KitConnection implements Wire {
  private static final Duration SEND = Duration.ofSeconds(10);
  private static final int WITHOUT_CLOSE_FRAME = 1006;

  private final Inbox inbox = new Inbox();
  private final ServerWebSocket socket;

  KitConnection(ServerWebSocket socket) {
    this.socket = socket;
  }

  /** Begins to listen; to be called before the socket's first message is read. */
  void listen() {
    socket.textMessageHandler(inbox::message);
    socket.pongHandler(pong -> inbox.pong());
    socket.closeHandler(closed -> inbox.close(code(socket.closeStatusCode())));
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void send(String text) {
    written(socket.writeTextMessage(text));
  }

  @Override
  public void ping() {
    written(socket.writePing(Buffer.buffer("p")));
  }

  @Override
  public void drop() {
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
}
