package io.busbar.bench.load;

import io.vertx.core.Future;

/** Something that keeps a server busy until told to stop. All on one event loop. */
public interface Load {
  /** Succeeds when the load runs; what is done is counted by its meter. */
  Future<Void> start();

  /** Succeeds when nothing is under way any more. Fails when an answer is missing. */
  Future<Void> stop();
}
