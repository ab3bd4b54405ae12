package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What became of commands that another node took, or this one before it was restarted. */
final class EarlierCommands {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final CommandLog log;
  private final Timers timers;
  private final Clock clock;

  EarlierCommands(CommandLog log, Timers timers, Clock clock) {
    this.log = log;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Succeeds with how an earlier command ended, or, when that takes longer than the caller waits,
   * with what is known by then.
   */
  Future<CommandOutcome> outcome(OpenCommand repeated, CommandRecord earlier, int waitMs) {
    return outcome(repeated, earlier, clock.instant().plusMillis(waitMs));
  }

  private Future<CommandOutcome> outcome(OpenCommand repeated, CommandRecord line, Instant until) {
    if (line.status() != Status.DISPATCHED || !clock.instant().isBefore(until)) {
      return Future.succeededFuture(outcome(repeated, line));
    }
    return later()
        .compose(now -> log.find(line.requestId()))
        .map(found -> found.orElse(line))
        .otherwise(line)
        .compose(found -> outcome(repeated, found, until));
  }

  private Future<Void> later() {
    Promise<Void> then = Promise.promise();
    Timers.Timer unused = timers.after(LOOK_EVERY, then::complete);
    return then.future();
  }

  /** The log does not keep what a driver gave back. */
  private CommandOutcome outcome(OpenCommand repeated, CommandRecord line) {
    Instant end = Objects.requireNonNullElseGet(line.endedAt(), clock::instant);
    return new CommandOutcome(
        line.requestId(),
        repeated.correlationId(),
        line.deviceId(),
        line.action(),
        line.status(),
        line.status() == Status.COMPLETED,
        Objects.requireNonNullElse(line.message(), "The driver has not answered yet."),
        line.code(),
        Fields.EMPTY,
        Fields.EMPTY,
        Duration.between(line.requestedAt(), end).toMillis());
  }

  /** Why a request id cannot be used for this command. */
  static HubFailure reused(OpenCommand command) {
    return HubFailure.conflict(
        "REQUEST_ID_REUSED",
        "The request id '%s' was used for another command.".formatted(command.requestId()),
        "Send a fresh requestId with each new command, or none.");
  }
}
