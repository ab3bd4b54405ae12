package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.value.RequestId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the command log and action maps. Fails with {@link HubFailure} UNAVAILABLE. */
public interface CommandsStore {
  /** Adds lines of a node to the log, or replaces those with the same request id. */
  Future<Void> log(String node, List<CommandRecord> records);

  /**
   * Adds a line that says a command begins at this node, unless its request id was used. Succeeds
   * empty when it was not, or for something that failed or was never handed to a driver; otherwise
   * with the line that stands, which stays as it is.
   */
  Future<Optional<CommandRecord>> claim(String node, CommandRecord begun);

  /** Reads one line. */
  Future<Optional<CommandRecord>> find(RequestId id);

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
