package io.busbar.bench.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection; what is sent while a read is handled leaves in one write. */
public final class WebSocketLane {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int OPCODE = 0x0f;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int MEDIUM = 126;

  private final NetSocket socket;
  private final Consumer<String> texts;
  private final Promise<WebSocketLane> opened = Promise.promise();
  private @Nullable Buffer rest;
  private @Nullable Buffer gathered;
  private boolean reading;

  private WebSocketLane(NetSocket socket, Consumer<String> texts) {
    this.socket = socket;
    this.texts = texts;
  }

  /** Opens a connection. Succeeds when the server has switched protocols. */
  public static Future<WebSocketLane> open(NetClient client, int port, Consumer<String> texts) {
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new WebSocketLane(socket, texts).open());
  }

  private Future<WebSocketLane> open() {
    socket.handler(this::received);
    socket.closeHandler(closed -> opened.tryFail("The driver was refused."));
    return socket.write(Handshake.of("/driver")).compose(sent -> opened.future());
  }

  /** Sends a message; leaves with the others of the same read. */
  public void send(String text) {
    Buffer out = gathered;
    if (out == null) {
      out = Buffer.buffer(1024);
      gathered = out;
    }
    Frames.appendText(out, text);
    if (!reading) {
      flush();
    }
  }

  /** Runs work whose messages leave in one write. */
  public void together(Runnable work) {
    boolean before = reading;
    reading = true;
    work.run();
    reading = before;
    if (!reading) {
      flush();
    }
  }

  public Future<Void> close() {
    return socket.close();
  }

  private void flush() {
    Buffer out = gathered;
    if (out != null) {
      gathered = null;
      socket.write(out).onFailure(broken -> socket.close().onComplete(closed -> {}));
    }
  }

  private void received(Buffer chunk) {
    Buffer all = rest == null ? chunk : rest.appendBuffer(chunk);
    together(() -> read(all));
  }

  private void read(Buffer all) {
    int at = 0;
    if (!opened.future().isComplete()) {
      at = all.toString(StandardCharsets.ISO_8859_1).indexOf(END_OF_HEAD) + END_OF_HEAD.length();
      if (at < END_OF_HEAD.length()) {
        rest = all.copy();
        return;
      }
      opened.complete(this);
    }
    int next = frame(all, at);
    while (next > at) {
      at = next;
      next = frame(all, at);
    }
    rest = at == all.length() ? null : all.getBuffer(at, all.length());
  }

  /** Where the next frame begins; the same place when this one is not complete. */
  private int frame(Buffer all, int at) {
    if (all.length() - at < 4) {
      return all.length() - at >= 2 && all.getByte(at + 1) == 0 ? at + 2 : at;
    }
    int length = all.getByte(at + 1);
    int start = at + 2;
    if (length == MEDIUM) {
      length = all.getUnsignedShort(at + 2);
      start = at + 4;
    } else if (length > MEDIUM) {
      throw new IllegalStateException("A frame of the server is too long.");
    }
    if (all.length() < start + length) {
      return at;
    }
    take(all.getByte(at) & OPCODE, all, start, start + length);
    return start + length;
  }

  private void take(int opcode, Buffer all, int start, int end) {
    switch (opcode) {
      case TEXT -> texts.accept(all.getString(start, end));
      case PING ->
          socket
              .write(Frames.pong(all.getBytes(start, end)))
              .onFailure(broken -> socket.close().onComplete(closed -> {}));
      case CLOSE -> socket.close().onComplete(closed -> {});
      default -> {}
    }
  }
}
