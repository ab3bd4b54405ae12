package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One live stream whose chunks somebody looks at. */
public final class SseLane implements LiveLane {
  private static final String SNAPSHOT = "event: snapshot";

  private final NetSocket socket;
  private final Consumer<Buffer> news;
  private final Promise<LiveLane> opened = Promise.promise();
  private boolean closing;
  private final StringBuilder opening = new StringBuilder();

  private SseLane(NetSocket socket, Consumer<Buffer> news) {
    this.socket = socket;
    this.news = news;
  }

  /**
   * Opens a stream that counts states. Succeeds when the server has sent its snapshot.
   *
   * @param states told how many states a read brought
   */
  public static Future<LiveLane> counting(
      NetClient client, int port, Buffer request, IntConsumer states) {
    return open(client, port, request, new Occurrences("\nevent: state\n").telling(states));
  }

  /**
   * Opens a stream. Succeeds when the server has begun its snapshot.
   *
   * @param news given the chunks that come after
   */
  public static Future<LiveLane> open(
      NetClient client, int port, Buffer request, Consumer<Buffer> news) {
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new SseLane(socket, news).open(request));
  }

  private Future<LiveLane> open(Buffer request) {
    socket.handler(this::received);
    socket.closeHandler(closed -> lost("The stream was refused."));
    return socket.write(request).compose(sent -> opened.future());
  }

  @Override
  public Future<Void> close() {
    closing = true;
    return socket.close();
  }

  private void lost(String refusal) {
    if (!opened.tryFail(refusal) && !closing) {
      System.err.println("An SSE stream was ended by the server.");
    }
  }

  private void received(Buffer chunk) {
    if (!opened.future().isComplete()) {
      opening.append(chunk.toString(StandardCharsets.ISO_8859_1));
      if (opening.indexOf(SNAPSHOT) >= 0) {
        opened.complete(this);
      }
      return;
    }
    news.accept(chunk);
  }
}
