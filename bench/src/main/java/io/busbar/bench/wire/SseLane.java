package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** One live stream that counts states and looks at nothing else. */
public final class SseLane implements LiveLane {
  private static final String SNAPSHOT = "event: snapshot";

  private final NetSocket socket;
  private final IntConsumer states;
  private final Occurrences occurrences = new Occurrences("\nevent: state\n");
  private final Promise<LiveLane> opened = Promise.promise();
  private final StringBuilder opening = new StringBuilder();

  private SseLane(NetSocket socket, IntConsumer states) {
    this.socket = socket;
    this.states = states;
  }

  /**
   * Opens a stream. Succeeds when the server has sent its snapshot.
   *
   * @param states told how many states a read brought
   */
  public static Future<LiveLane> open(
      NetClient client, int port, Buffer request, IntConsumer states) {
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new SseLane(socket, states).open(request));
  }

  private Future<LiveLane> open(Buffer request) {
    socket.handler(this::received);
    socket.closeHandler(closed -> opened.tryFail("The stream was refused."));
    return socket.write(request).compose(sent -> opened.future());
  }

  @Override
  public Future<Void> close() {
    return socket.close();
  }

  private void received(Buffer chunk) {
    if (!opened.future().isComplete()) {
      opening.append(chunk.toString(StandardCharsets.ISO_8859_1));
      if (opening.indexOf(SNAPSHOT) >= 0) {
        opened.complete(this);
      }
      return;
    }
    int found = occurrences.in(chunk);
    if (found > 0) {
      states.accept(found);
    }
  }
}
