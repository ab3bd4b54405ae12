package io.busbar.bridge.sse;

import io.busbar.bridge.http.StreamBody;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.live.LiveFilter;
import io.busbar.bridge.rest.Exchange;
import io.busbar.bridge.rest.HandWritten;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens the SSE stream of live state and events (spec 2.7). */
public final class SseStream implements HandWritten {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int MAX_FILTERED = 1000;

  private final Vertx vertx;
  private final LiveFeed feed;
  private final Clock clock;
  private final Limits limits;

  /**
   * How much a stream may ask of the hub.
   *
   * @param queuedEvents how many events may wait for a slow reader
   * @param blockedFor how long a reader may not read at all
   */
  public record Limits(int queuedEvents, Duration blockedFor) {}

  public SseStream(Vertx vertx, LiveFeed feed, Clock clock, Limits limits) {
    this.vertx = vertx;
    this.feed = feed;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Opens a stream: {@code ready}, then a {@code snapshot} (or, after {@code Last-Event-ID}, what
   * was missed), then {@code state}, {@code event} and {@code ping}. Fails: OVERLOADED too many
   * clients · INVALID a filter that cannot be read.
   */
  @Override
  public Future<Void> serve(Exchange exchange, @Nullable Principal by) {
    HttpServerRequest request = exchange.request();
    SseClient client =
        new SseClient(
            vertx.getOrCreateContext(),
            new SseClient.Wire(request.response(), new StreamBody(request)),
            filter(request),
            Objects.requireNonNull(by),
            limits,
            new SseClient.Surroundings(clock, feed.counts()));
    client.onGone(() -> feed.leave(client));
    try {
      feed.join(client, lastEventId(request));
    } catch (HubFailure full) {
      return Future.failedFuture(full);
    }
    begin(request.response());
    client.begin();
    return Future.succeededFuture();
  }

  private static void begin(HttpServerResponse response) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("X-Accel-Buffering", "no");
  }

  private static LiveFilter filter(HttpServerRequest request) {
    Set<DeviceId> devices = list(request, "deviceIds", DeviceId::new);
    Set<String> events = list(request, "events", Function.identity());
    return devices.isEmpty() && events.isEmpty() ? LiveFilter.ALL : new LiveFilter(devices, events);
  }

  private static <T> Set<T> list(HttpServerRequest request, String name, Function<String, T> read) {
    String text = request.getParam(name);
    if (text == null || text.isBlank()) {
      return Set.of();
    }
    String[] items = COMMA.split(text, -1);
    if (items.length > MAX_FILTERED) {
      throw HubFailure.invalid(
          "%s names more than %d.".formatted(name, MAX_FILTERED), "Leave it out to get all.");
    }
    return Arrays.stream(items)
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .map(read)
        .collect(Collectors.toSet());
  }

  private static @Nullable Long lastEventId(HttpServerRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String text = header == null ? request.getParam("lastEventId") : header;
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
