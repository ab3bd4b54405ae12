package io.busbar.bridge.mqtt;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/** Gathers what one turn of the event loop writes, so that each client is written to once. */
final class Turn {
  private final Context context;
  private List<Outgoing> dirty = new ArrayList<>();
  private Run empty = Run.empty();

  Turn(Context context) {
    this.context = context;
  }

  /** The run of a client that was written nothing in this turn. */
  Run begin(Outgoing client) {
    if (dirty.isEmpty()) {
      context.runOnContext(end -> flush());
    }
    dirty.add(client);
    return empty;
  }

  void flush() {
    List<Outgoing> written = dirty;
    dirty = new ArrayList<>(written.size());
    empty = Run.empty();
    written.forEach(Outgoing::flush);
  }
}
