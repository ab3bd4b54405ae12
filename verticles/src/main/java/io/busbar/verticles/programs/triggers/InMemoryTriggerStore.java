package io.busbar.verticles.programs.triggers;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what triggers must not forget for the life of the process. */
public final class InMemoryTriggerStore implements TriggerStore {
  private final Map<List<String>, Instant> claims = new LinkedHashMap<>();
  private final Map<List<Object>, PendingTrigger> pending = new LinkedHashMap<>();

  @Override
  public synchronized Future<Boolean> claim(Firing firing, Instant now) {
    List<String> key = List.of(firing.programId(), firing.trigger(), firing.occasion());
    return Future.succeededFuture(claims.putIfAbsent(key, now) == null);
  }

  @Override
  public synchronized Future<Void> forgetClaims(Instant before) {
    claims.values().removeIf(claimed -> claimed.isBefore(before));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<PendingTrigger>> pending() {
    return Future.succeededFuture(List.copyOf(pending.values()));
  }

  @Override
  public synchronized Future<Void> write(List<Change> changes) {
    for (Change change : changes) {
      List<Object> key = List.of(change.programId(), change.position());
      PendingTrigger waiting = change.pending();
      if (waiting == null) {
        pending.remove(key);
      } else {
        pending.put(key, waiting);
      }
    }
    return Future.succeededFuture();
  }
}
