package io.busbar.bridge.live;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Someone who listens to the house, on whatever wire. Called on its own context only. */
public interface LiveClient {
  Context context();

  LiveFilter filter();

  /** Outside of which devices nothing concerns it at the moment; null: everything may. */
  @Nullable Set<DeviceId> devices();

  /**
   * It is told of events from now on.
   *
   * @param concerned to be called on its context when its {@link #devices()} have changed
   */
  default void joined(Runnable concerned) {}

  Principal principal();

  /** The state of everything the client wants to know, as JSON; sent before anything else. */
  void snapshot(Buffer states, long seq);

  /** The same for clients that take it device by device; sent instead of the other. */
  default void snapshot(LiveSnapshot states) {
    snapshot(states.json(), states.seq());
  }

  /** What the client missed since it was last here; sent instead of a snapshot. */
  void replay(List<LiveEvent> missed);

  /** What just happened. Must not block and must bound what it keeps for a slow reader. */
  void deliver(LiveBatch batch);

  /** Called now and then: time for a heartbeat, and to give up on a reader that does not read. */
  void tick(Instant now);

  /** The hub ends the connection. */
  void end(String why);
}
