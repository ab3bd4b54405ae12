package io.busbar.bridge.management;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries tapped lines to one client as server-sent events; a slow client loses lines. */
final class TapFeed {
  private static final int MAX_WAITING = 1_000;

  private final HttpServerResponse response;
  private final Context context;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private TapFeed(HttpServerResponse response, Context context) {
    this.response = response;
    this.context = context;
  }

  /** Starts the feed on the current context; false when all places are taken. */
  static boolean open(BusTap tap, String prefix, HttpServerResponse response, Context context) {
    TapFeed feed = new TapFeed(response, context);
    Optional<BusTap.Watch> watch = tap.watch(prefix, feed::offer);
    watch.ifPresent(place -> feed.begin(place));
    return watch.isPresent();
  }

  private void begin(BusTap.Watch watch) {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .closeHandler(closed -> watch.end())
        .exceptionHandler(broken -> watch.end());
    send(": watching\n\n");
  }

  private void offer(String line) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    context.runOnContext(ready -> write(line));
  }

  private void write(String line) {
    waiting.decrementAndGet();
    if (response.writeQueueFull()) {
      lost.incrementAndGet();
      return;
    }
    int missing = lost.getAndSet(0);
    if (missing > 0) {
      send(": " + missing + " lines lost\n\n");
    }
    send("data: " + line.replaceAll("[\\r\\n]+", " ") + "\n\n");
  }

  private void send(String text) {
    response.write(text).onFailure(broken -> lost.incrementAndGet());
  }
}
