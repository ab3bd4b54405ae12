package io.busbar.bridge.socketio.engineio;

import io.busbar.bridge.socketio.engineio.loop.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Answers over HTTP, on the event loop of the connection. */
final class HttpReply implements Reply {
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private static final CharSequence RETRY_SECONDS = HttpHeaders.createOptimized("5");

  private final Loop loop;
  private final HttpServerResponse response;

  HttpReply(Loop loop, HttpServerResponse response) {
    this.loop = loop;
    this.response = response;
  }

  /** Calls back when the client hangs up before it was answered. */
  void onGone(Runnable gone) {
    response.closeHandler(
        closed -> {
          if (!response.ended()) {
            gone.run();
          }
        });
    response.exceptionHandler(broken -> {}); // The connection's end follows.
  }

  @Override
  public void send(int status, String type, Buffer body) {
    loop.run(() -> write(status, type, body));
  }

  private void write(int status, String type, Buffer body) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (status == Refusal.OVERLOADED.status()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .end(body)
        .onFailure(gone -> {}); // Its close handler says so.
  }
}
