package io.busbar.drivers.extender;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Lets one transmission at a time through to an extender, the urgent first (spec 8.3). What waits
 * too long is dropped: a volume key pressed seconds ago is not wanted any more. Confined to one
 * context.
 */
final class SendQueue {
  static final int LIMIT = 32;
  static final Duration STALE = Duration.ofSeconds(10);
  static final Duration STALE_REPEAT = Duration.ofSeconds(1);

  /** What goes first. */
  enum Priority {
    /** Somebody holds a remote in his hand. */
    PRESS,
    /** A further sending of a held key. */
    REPEAT,
    /** A program, a schedule. */
    PROGRAM
  }

  private final Clock clock;
  private final Function<Transmission, Future<Void>> transmit;
  private final PriorityQueue<Job> waiting =
      new PriorityQueue<>(Comparator.comparing(Job::priority).thenComparing(Job::number));
  private long jobs;
  private boolean busy;

  private record Job(
      long number, Priority priority, Transmission wanted, Instant staleAt, Promise<Void> done) {}

  SendQueue(Clock clock, Function<Transmission, Future<Void>> transmit) {
    this.clock = clock;
    this.transmit = transmit;
  }

  /**
   * Sends when it is its turn. Fails as the extender does, and: OVERLOADED too much waits, or it
   * waited too long.
   */
  Future<Void> add(Transmission wanted, Priority priority) {
    if (waiting.size() >= LIMIT) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "%d codes wait for this extender already.".formatted(LIMIT), "Send less often."));
    }
    Duration patience = priority == Priority.REPEAT ? STALE_REPEAT : STALE;
    Promise<Void> done = Promise.promise();
    boolean ignored =
        waiting.add(new Job(++jobs, priority, wanted, clock.instant().plus(patience), done));
    next();
    return done.future();
  }

  /** Fails all that waits. */
  void drop() {
    for (Job job = waiting.poll(); job != null; job = waiting.poll()) {
      job.done().fail(HubFailure.unavailable("The driver stops.", "Send it again later."));
    }
  }

  private void next() {
    Job job = busy ? null : waiting.poll();
    if (job == null) {
      return;
    }
    if (clock.instant().isAfter(job.staleAt())) {
      job.done()
          .fail(
              HubFailure.overloaded("The code waited too long and was dropped.", "Send it again."));
      next();
      return;
    }
    busy = true;
    Future<Void> ignored =
        transmit
            .apply(job.wanted())
            .onComplete(
                sent -> {
                  busy = false;
                  job.done().handle(sent);
                  next();
                });
  }
}
