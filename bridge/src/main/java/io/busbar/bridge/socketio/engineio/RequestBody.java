package io.busbar.bridge.socketio.engineio;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of a POST, up to a limit. */
final class RequestBody {
  private final int maxBytes;
  private final Buffer body = Buffer.buffer();
  private final Consumer<byte[]> complete;
  private final Runnable tooLarge;
  private final Runnable gone;
  private boolean done;

  RequestBody(int maxBytes, Consumer<byte[]> complete, Runnable tooLarge, Runnable gone) {
    this.maxBytes = maxBytes;
    this.complete = complete;
    this.tooLarge = tooLarge;
    this.gone = gone;
  }

  /** Reads. Calls back exactly once: with all of it, that it is too large, or that it broke off. */
  void read(HttpServerRequest request) {
    if (announced(request) > maxBytes) {
      finish(tooLarge);
      return;
    }
    request.exceptionHandler(broken -> finish(gone));
    request.handler(this::add);
    request.endHandler(end -> finish(() -> complete.accept(body.getBytes())));
  }

  private void add(Buffer chunk) {
    if (done) {
      return;
    }
    if (body.length() + chunk.length() > maxBytes) {
      finish(tooLarge);
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void finish(Runnable how) {
    if (!done) {
      done = true;
      how.run();
    }
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
