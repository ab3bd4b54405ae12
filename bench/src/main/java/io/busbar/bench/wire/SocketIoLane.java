package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One Socket.IO client over WebSocket alone whose chunks somebody looks at. */
public final class SocketIoLane implements LiveLane {
  private static final String NAMESPACE = "/socket/device-state";
  private static final String OPEN = "0{";
  private static final String CONNECTED = "40" + NAMESPACE + ",{";
  private static final Buffer PONG = text("3");

  private final NetSocket socket;
  private final String token;
  private final Consumer<Buffer> news;
  private final Occurrences pings = new Occurrences("\u0081\u00012");
  private final Promise<LiveLane> opened = Promise.promise();
  private boolean closing;
  private final StringBuilder opening = new StringBuilder();
  private boolean connecting;

  private SocketIoLane(NetSocket socket, String token, Consumer<Buffer> news) {
    this.socket = socket;
    this.token = token;
    this.news = news;
  }

  /**
   * Opens a connection that counts states. Succeeds when the server has let it into the namespace.
   *
   * @param states told how many states a read brought
   */
  public static Future<LiveLane> counting(
      NetClient client, int port, String token, IntConsumer states) {
    return open(client, port, token, new Occurrences("\"device:state:update\"").telling(states));
  }

  /**
   * Opens a connection. Succeeds when the server has let it into the namespace.
   *
   * @param news given the chunks that come after
   */
  public static Future<LiveLane> open(
      NetClient client, int port, String token, Consumer<Buffer> news) {
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new SocketIoLane(socket, token, news).open());
  }

  private Future<LiveLane> open() {
    socket.handler(this::received);
    socket.closeHandler(closed -> lost("The client was refused: " + opening));
    return socket
        .write(Handshake.of("/socket.io/?EIO=4&transport=websocket"))
        .compose(sent -> opened.future());
  }

  @Override
  public Future<Void> close() {
    closing = true;
    return socket.close();
  }

  private void lost(String refusal) {
    if (!opened.tryFail(refusal) && !closing) {
      System.err.println("A Socket.IO client was ended by the server.");
    }
  }

  private void received(Buffer chunk) {
    if (!opened.future().isComplete()) {
      connect(chunk);
      return;
    }
    news.accept(chunk);
    if (pings.in(chunk) > 0) {
      write(PONG);
    }
  }

  private void connect(Buffer chunk) {
    opening.append(chunk.toString(StandardCharsets.ISO_8859_1));
    if (!connecting && opening.indexOf(OPEN) >= 0) {
      connecting = true;
      write(text("40" + NAMESPACE + ",{\"token\":\"" + token + "\"}"));
    }
    if (opening.indexOf(CONNECTED) >= 0) {
      opening.setLength(0);
      opened.complete(this);
    }
  }

  private void write(Buffer frame) {
    socket.write(frame).onFailure(broken -> socket.close().onComplete(closed -> {}));
  }

  private static Buffer text(String text) {
    Buffer frame = Buffer.buffer();
    Frames.appendText(frame, text);
    return frame;
  }
}
