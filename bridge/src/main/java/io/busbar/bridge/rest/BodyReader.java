package io.busbar.bridge.rest;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects a request's body, never more of it than allowed and never longer than allowed. */
public final class BodyReader {
  private static final byte[] EMPTY = {};

  private final HttpServerRequest request;
  private final int limit;
  private final Promise<byte[]> done = Promise.promise();
  private @Nullable Buffer first;
  private @Nullable Buffer rest;
  private int size;

  private BodyReader(HttpServerRequest request, int limit) {
    this.request = request;
    this.limit = limit;
  }

  /**
   * Succeeds with the whole body. Fails: INVALID TOO_LARGE as soon as more than the limit is
   * announced or came · INVALID BODY_TOO_SLOW when it is not there in time or breaks off.
   */
  public static Future<byte[]> read(
      Vertx vertx, HttpServerRequest request, int limit, Duration within) {
    if (request.isEnded()) {
      return Future.succeededFuture(EMPTY);
    }
    BodyReader reader = new BodyReader(request, limit);
    if (reader.announcesTooMuch()) {
      return Future.failedFuture(reader.tooLarge());
    }
    return reader.collect(vertx, within);
  }

  private Future<byte[]> collect(Vertx vertx, Duration within) {
    long timer = vertx.setTimer(within.toMillis(), id -> done.tryFail(tooSlow(within)));
    request
        .handler(this::append)
        .exceptionHandler(gone -> done.tryFail(brokenOff()))
        .endHandler(end -> done.tryComplete(bytes()));
    request.resume();
    return done.future().onComplete(read -> vertx.cancelTimer(timer));
  }

  private boolean announcesTooMuch() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 18 || Long.parseLong(length) > limit);
  }

  private void append(Buffer chunk) {
    size += chunk.length();
    if (size > limit) {
      first = null;
      rest = null;
      size = limit;
      done.tryFail(tooLarge());
      return;
    }
    if (first == null) {
      first = chunk;
      return;
    }
    if (rest == null) {
      rest = Buffer.buffer(size * 2).appendBuffer(first);
    }
    rest = rest.appendBuffer(chunk);
  }

  private byte[] bytes() {
    if (rest != null) {
      return rest.getBytes();
    }
    return first == null ? EMPTY : first.getBytes();
  }

  private HubFailure tooLarge() {
    return HubFailure.invalid(
            "The body is larger than %d bytes.".formatted(limit), "Send less at a time.")
        .reason("TOO_LARGE");
  }

  private static HubFailure brokenOff() {
    return HubFailure.invalid("The body broke off.", "Send it again.").reason("BODY_TOO_SLOW");
  }

  private static HubFailure tooSlow(Duration within) {
    return HubFailure.invalid(
            "The body did not arrive within %d s.".formatted(within.toSeconds()),
            "Send it without pauses.")
        .reason("BODY_TOO_SLOW");
  }
}
