package io.busbar.bridge.live;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in one turn of the feed; joined once per format for everybody who wants it all. */
public final class LiveBatch {
  private final List<LiveEvent> events;
  private volatile @Nullable Buffer sse;

  LiveBatch(List<LiveEvent> events) {
    this.events = List.copyOf(events);
  }

  /** The events, oldest first. */
  public List<LiveEvent> events() {
    return events;
  }

  /** All events as one run of SSE messages. */
  public Buffer sse() {
    Buffer joined = sse;
    if (joined == null) {
      joined = join(events);
      sse = joined;
    }
    return joined;
  }

  /** Joins events to one run of SSE messages. */
  public static Buffer join(List<LiveEvent> events) {
    if (events.size() == 1) {
      return events.get(0).sse();
    }
    int length = events.stream().mapToInt(event -> event.sse().length()).sum();
    Buffer joined = Buffer.buffer(length);
    events.forEach(event -> joined.appendBuffer(event.sse()));
    return joined;
  }
}
