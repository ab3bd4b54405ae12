package io.busbar.verticles.commands;

import io.busbar.contracts.value.RequestId;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was commanded and how it ended, behind the commands' back. */
public final class CommandLog {
  private static final Logger log = LoggerFactory.getLogger(CommandLog.class);
  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration KEEP = Duration.ofDays(30);
  private static final int MAX_WAITING = 100_000;

  private final CommandsStore store;
  private final Clock clock;
  private final Place place;
  private final WriteBehind<RequestId, CommandRecord> writeBehind;

  /**
   * Where the log is written.
   *
   * @param node this node
   * @param abandonedAfter whatever is open for longer, on whichever node, nobody will end; zero:
   *     there are no other nodes
   */
  public record Place(String node, Duration abandonedAfter) {}

  /** Makes the log of a node that is alone: what is open when it starts, nobody will end. */
  public CommandLog(CommandsStore store, Timers timers, Clock clock) {
    this(store, timers, clock, new Place("node-1", Duration.ZERO));
  }

  /** Makes the log of one node. */
  public CommandLog(CommandsStore store, Timers timers, Clock clock, Place place) {
    this.store = store;
    this.place = place;
    this.clock = clock;
    this.writeBehind =
        new WriteBehind<>(
            "Command records",
            MAX_WAITING,
            GATHER,
            timers,
            lines -> store.log(place.node(), lines));
  }

  /** What waits to be stored. */
  public Backlog backlog() {
    return writeBehind;
  }

  void write(CommandRecord line) {
    if (!writeBehind.put(line.requestId(), line) && writeBehind.refused() == 1) {
      log.warn("The command log is full: the database has been away too long");
    }
  }

  /**
   * Notes at once that a command begins, unless its request id was used for one that may have been
   * done: succeeds with that one. While the database is away nothing is known of earlier ones and
   * the command goes on.
   */
  Future<Optional<CommandRecord>> claim(CommandRecord begun) {
    return store
        .claim(place.node(), begun)
        .recover(
            cause -> {
              log.debug("Whether {} was used before is not known", begun.requestId(), cause);
              return Future.succeededFuture(Optional.empty());
            });
  }

  /** Reads what is stored of a command. */
  Future<Optional<CommandRecord>> find(RequestId id) {
    return store.find(id);
  }

  /** Whether other nodes may leave something open while this one lives. */
  boolean isShared() {
    return !place.abandonedAfter().isZero();
  }

  /** Ends as unknown what this node left open when it last died. Before the first line. */
  Future<Void> endOwnAbandoned() {
    return store.endAbandonedOf(place.node(), clock.instant()).map(this::told);
  }

  /** Ends as unknown what any node left open when it died. */
  Future<Void> endAbandoned() {
    return store
        .endAbandoned(clock.instant().minus(place.abandonedAfter()), clock.instant())
        .map(this::told);
  }

  private @Nullable Void told(int count) {
    if (count > 0) {
      log.warn("{} commands were open when their hub ended: their outcome is unknown", count);
    }
    return null;
  }

  Future<Void> forgetOld() {
    return store.forgetBefore(clock.instant().minus(KEEP));
  }

  Future<Void> flush() {
    return writeBehind.stored();
  }
}
