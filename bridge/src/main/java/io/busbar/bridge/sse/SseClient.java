package io.busbar.bridge.sse;

import io.busbar.bridge.http.SharedChunk;
import io.busbar.bridge.http.StreamBody;
import io.busbar.bridge.live.ClientQueue;
import io.busbar.bridge.live.LiveBatch;
import io.busbar.bridge.live.LiveClient;
import io.busbar.bridge.live.LiveCounts;
import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.live.LiveFilter;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reader of the stream: written to while it reads, coalesced while it does not. */
final class SseClient implements LiveClient {
  private static final Logger log = LoggerFactory.getLogger(SseClient.class);
  private static final Buffer READY = Buffer.buffer("retry: 3000\nevent: ready\ndata: {}\n\n");
  private static final SharedChunk PING =
      new SharedChunk(Buffer.buffer("event: ping\ndata: {}\n\n"));

  /** How much is written at once before the reader's progress is looked at again. */
  private static final int RUN_BYTES = 1 << 18;

  private final Context context;
  private final HttpServerResponse response;
  private final StreamBody body;
  private final LiveFilter filter;
  private final Principal principal;
  private final SseStream.Limits limits;
  private final Clock clock;
  private final ClientQueue queue;
  private final LiveCounts counts;
  private Runnable gone = () -> {};
  private @Nullable Instant blockedSince;
  private int opening;
  private boolean awaiting;
  private boolean ended;

  /** What it is written to: first to the response, and past its encoder once that has left. */
  record Wire(HttpServerResponse response, StreamBody body) {}

  /**
   * @param counts what is told of what the client does not get
   */
  record Surroundings(Clock clock, LiveCounts counts) {}

  SseClient(
      Context context,
      Wire wire,
      LiveFilter filter,
      Principal principal,
      SseStream.Limits limits,
      Surroundings around) {
    this.context = context;
    this.response = wire.response();
    this.body = wire.body();
    this.filter = filter;
    this.principal = principal;
    this.limits = limits;
    this.clock = around.clock();
    this.counts = around.counts();
    this.queue = new ClientQueue(limits.queuedEvents());
  }

  void onGone(Runnable work) {
    gone = work;
  }

  void begin() {
    response.closeHandler(closed -> finish());
    response.exceptionHandler(broken -> finish());
    open(READY);
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public LiveFilter filter() {
    return filter;
  }

  @Override
  public @Nullable Set<DeviceId> devices() {
    return filter.deviceIds().isEmpty() ? null : filter.deviceIds();
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public void snapshot(Buffer states, long seq) {
    if (ended) {
      return;
    }
    open(
        Buffer.buffer(states.length() + 64)
            .appendString("id: " + seq + "\nevent: snapshot\ndata: ")
            .appendBuffer(states)
            .appendString("\n\n"));
  }

  @Override
  public void replay(List<LiveEvent> missed) {
    if (ended) {
      return;
    }
    List<LiveEvent> wanted = missed.stream().filter(filter::accepts).toList();
    if (isLong(wanted)) {
      enqueue(wanted);
    } else if (!wanted.isEmpty()) {
      open(LiveBatch.join(wanted));
    }
  }

  @Override
  public void deliver(LiveBatch batch) {
    if (ended) {
      return;
    }
    if (!queue.isEmpty() || isBlocked()) {
      enqueue(batch.events());
    } else if (filter.isAll() && batch.sse().length() <= RUN_BYTES) {
      body.write(batch.sse());
    } else {
      writeWanted(batch.events());
    }
  }

  @Override
  public void tick(Instant now) {
    if (ended) {
      return;
    }
    if (!isBlocked()) {
      blockedSince = null;
      body.write(PING);
      return;
    }
    Instant since = blockedSince;
    if (since == null) {
      blockedSince = now;
    } else if (!since.plus(limits.blockedFor()).isAfter(now)) {
      end("it has not read for %d s".formatted(limits.blockedFor().toSeconds()));
    }
  }

  @Override
  public void end(String why) {
    if (ended) {
      return;
    }
    log.debug("Ending a live stream of {}: {}", principal.username(), why);
    finish();
    if (isBlocked()) {
      body.drop();
    } else if (!response.ended() && !response.closed()) {
      response.end().onFailure(SseClient::alreadyGone);
    }
  }

  private void writeWanted(List<LiveEvent> events) {
    List<LiveEvent> wanted = events.stream().filter(filter::accepts).toList();
    if (isLong(wanted)) {
      enqueue(wanted);
    } else if (!wanted.isEmpty()) {
      body.write(LiveBatch.join(wanted));
    }
  }

  private static boolean isLong(List<LiveEvent> events) {
    return events.stream().mapToInt(event -> event.sse().length()).sum() > RUN_BYTES;
  }

  private void enqueue(List<LiveEvent> events) {
    long before = queue.coalesced();
    boolean room = true;
    for (LiveEvent event : events) {
      room = room && (!filter.accepts(event) || queue.offer(event));
    }
    counts.coalesced(queue.coalesced() - before);
    if (room) {
      pump();
      return;
    }
    counts.dropped(queue.size());
    end("too many events wait for it");
  }

  private static void alreadyGone(Throwable cause) {
    log.debug("Already gone: {}", cause.getMessage());
  }

  private void pump() {
    while (!ended && !queue.isEmpty() && !isBlocked()) {
      body.write(LiveBatch.join(queue.take(RUN_BYTES)));
    }
    if (ended) {
      return;
    }
    if (!isBlocked()) {
      blockedSince = null;
      return;
    }
    if (blockedSince == null) {
      blockedSince = clock.instant();
    }
    if (!awaiting && opening == 0) {
      awaiting = true;
      body.whenWritten(() -> context.runOnContext(turn -> written()));
    }
  }

  private void written() {
    awaiting = false;
    pump();
  }

  private boolean isBlocked() {
    return opening > 0 || !body.isWritable();
  }

  /** Until it has left nothing may pass it. */
  private void open(Buffer message) {
    opening++;
    response
        .write(message)
        .onFailure(broken -> finish())
        .onSuccess(
            written -> {
              opening--;
              pump();
            });
  }

  private void finish() {
    if (!ended) {
      ended = true;
      gone.run();
    }
  }
}
