package io.busbar.verticles.commands;

import io.busbar.contracts.value.RequestId;
import io.busbar.verticles.database.Backlog;
import io.busbar.verticles.database.WriteBehind;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
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
  private final Duration abandonedAfter;
  private final WriteBehind<RequestId, CommandRecord> writeBehind;

  /** Makes the log of a node that is alone: what is open when it starts, nobody will end. */
  public CommandLog(CommandsStore store, Timers timers, Clock clock) {
    this(store, timers, clock, Duration.ZERO);
  }

  /**
   * Makes the log of one node.
   *
   * @param abandonedAfter whatever is open for longer, on whichever node, nobody will end
   */
  public CommandLog(CommandsStore store, Timers timers, Clock clock, Duration abandonedAfter) {
    this.store = store;
    this.abandonedAfter = abandonedAfter;
    this.clock = clock;
    this.writeBehind =
        new WriteBehind<>("Command records", MAX_WAITING, GATHER, timers, store::log);
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

  /** Ends as unknown what was open when the hub last died. */
  Future<Void> endAbandoned() {
    return store
        .endAbandoned(clock.instant().minus(abandonedAfter), clock.instant())
        .map(
            count -> {
              if (count > 0) {
                log.warn(
                    "{} commands were open when the hub ended: their outcome is unknown", count);
              }
              return null;
            });
  }

  Future<Void> forgetOld() {
    return store.forgetBefore(clock.instant().minus(KEEP));
  }

  Future<Void> flush() {
    return writeBehind.stored();
  }
}
