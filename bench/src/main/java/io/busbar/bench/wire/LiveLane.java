package io.busbar.bench.wire;

import io.vertx.core.Future;

/** A connection over which a server tells of changes. */
public interface LiveLane {
  Future<Void> close();
}
