package io.busbar.bridge.socketio.engineio;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All conversations of a server, and what is counted about them. Open to any thread. */
final class Sessions {
  private final EngineOptions options;
  private final Map<String, Session> byId = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder overflowed = new LongAdder();

  Sessions(EngineOptions options) {
    this.options = options;
  }

  EngineOptions options() {
    return options;
  }

  /** Takes a place for one more; false when there is none. */
  boolean reserve() {
    if (places.incrementAndGet() > options.limits().clients()) {
      places.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back that was not used. */
  void release() {
    places.decrementAndGet();
  }

  /** Adds a session for which a place was taken. */
  void add(Session session) {
    byId.put(session.id(), session);
    opened.increment();
  }

  @Nullable Session find(String sid) {
    return byId.get(sid);
  }

  void forget(Session session, CloseReason reason) {
    if (byId.remove(session.id(), session)) {
      places.decrementAndGet();
      if (reason == CloseReason.OVERFLOW) {
        overflowed.increment();
      }
    }
  }

  void dropped(int packets) {
    dropped.add(packets);
  }

  Collection<Session> all() {
    return byId.values();
  }

  EngineCounts counts() {
    return new EngineCounts(byId.size(), opened.sum(), dropped.sum(), overflowed.sum());
  }
}
