package io.busbar.bridge.live;

import io.busbar.bridge.http.SharedChunk;
import io.busbar.bridge.socketio.SharedEvents;
import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one turn of the feed, for the clients of one event loop; joined once per format
 * for everybody who wants it all. Closed when all of them were told.
 */
public final class LiveBatch implements AutoCloseable {
  private final Turn turn;
  private final Map<LiveEvent.Kind, SharedEvents> socketIo = new EnumMap<>(LiveEvent.Kind.class);
  private @Nullable SharedChunk sse;

  /** What all event loops share. */
  static final class Turn {
    private final List<LiveEvent> events;
    private volatile @Nullable Buffer sse;

    Turn(List<LiveEvent> events) {
      this.events = List.copyOf(events);
    }

    List<LiveEvent> events() {
      return events;
    }

    Buffer sse() {
      Buffer joined = sse;
      if (joined == null) {
        joined = join(events);
        sse = joined;
      }
      return joined;
    }
  }

  LiveBatch(Turn turn) {
    this.turn = turn;
  }

  /** The events, oldest first. */
  public List<LiveEvent> events() {
    return turn.events;
  }

  /** All events as one run of SSE messages. */
  public SharedChunk sse() {
    SharedChunk joined = sse;
    if (joined == null) {
      joined = new SharedChunk(turn.sse());
      sse = joined;
    }
    return joined;
  }

  /** All events of a kind as one run of Socket.IO packets; null when there are none. */
  public @Nullable SharedEvents socketIo(LiveEvent.Kind kind) {
    SharedEvents joined = socketIo.get(kind);
    if (joined == null && has(kind)) {
      joined =
          SharedEvents.of(
              turn.events.stream()
                  .filter(event -> event.kind() == kind)
                  .map(LiveEvent::socketIo)
                  .toList());
      socketIo.put(kind, joined);
    }
    return joined;
  }

  private boolean has(LiveEvent.Kind kind) {
    for (LiveEvent event : turn.events) {
      if (event.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    socketIo.values().forEach(SharedEvents::close);
    if (sse != null) {
      sse.close();
    }
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
