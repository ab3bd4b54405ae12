package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Keeps the command log and action maps. Fails with {@link HubFailure} UNAVAILABLE. */
public interface CommandsStore {
  /** Adds lines of a node to the log, or replaces those with the same request id. */
  Future<Void> log(String node, List<CommandRecord> records);

  /** Reads the newest lines of the log, newest first. */
  Future<List<CommandRecord>> newest(int limit);

  /**
   * Ends as UNKNOWN what was requested before the instant, at whichever node, and is still open:
   * its hub died. Succeeds with how many those were.
   */
  Future<Integer> endAbandoned(Instant requestedBefore, Instant now);

  /**
   * Ends as UNKNOWN what this node left open; it must not have logged in this life. Succeeds with
   * how many those were.
   */
  Future<Integer> endAbandonedOf(String node, Instant now);

  /** Deletes lines older than the instant. */
  Future<Void> forgetBefore(Instant instant);

  Future<List<ActionMap>> actionMaps();

  /** Inserts or replaces an action map. Succeeds when it is durable. */
  Future<Void> save(ActionMap actionMap);

  /** Succeeds with whether there was one. */
  Future<Boolean> deleteActionMap(String id);
}
