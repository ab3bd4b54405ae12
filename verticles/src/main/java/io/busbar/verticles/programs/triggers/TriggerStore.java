package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what triggers must not forget. Fails with {@link HubFailure} UNAVAILABLE. */
public interface TriggerStore {
  /** Claims a firing for this node. Succeeds with false when it was claimed before. */
  Future<Boolean> claim(Firing firing, Instant now);

  /** Forgets claims older than the instant. */
  Future<Void> forgetClaims(Instant before);

  /** Everything that waits. */
  Future<List<PendingTrigger>> pending();

  /** Writes what waits and what does not any more, in one go. */
  Future<Void> write(List<Change> changes);

  /**
   * What waits at one place.
   *
   * @param pending null: nothing any more
   */
  record Change(String programId, int position, @Nullable PendingTrigger pending) {}
}
