package io.busbar.bridge.surface.homeassistant;

import io.busbar.contracts.value.Principal;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.List;

/** Somebody who is told of changes. Called on its own context only. */
interface Listener {
  Context context();

  Principal principal();

  /** What just happened. Must bound what it keeps for a slow reader. */
  void deliver(List<SharedEvent> events);

  /** Called now and then: time for a sign of life. */
  void tick(Instant now);

  /** The hub ends the connection. */
  void end(String why);
}
