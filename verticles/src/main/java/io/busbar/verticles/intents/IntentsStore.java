package io.busbar.verticles.intents;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.intents.ProgramSemantic;
import io.vertx.core.Future;
import java.util.List;

/** Keeps program semantics. Fails with {@link HubFailure} UNAVAILABLE. */
public interface IntentsStore {
  /** All semantics, the oldest first. */
  Future<List<ProgramSemantic>> semantics();

  /** Inserts or replaces a semantic. Succeeds when it is durable. */
  Future<Void> save(ProgramSemantic semantic);

  /** Succeeds with whether there was one. */
  Future<Boolean> delete(String id);
}
