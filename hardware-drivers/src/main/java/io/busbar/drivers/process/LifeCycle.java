package io.busbar.drivers.process;

import io.busbar.contracts.drivers.DriversContract.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a supervised driver stands, and what is to be done when something happens (spec 7.6).
 *
 * @param phase STARTING, RUNNING, STOPPING, STOPPED, CRASHED or FAILED
 * @param restartWanted whether it is to be started again as soon as it has stopped
 * @param restarts how often the supervisor started it again by itself
 * @param quickCrashes how many in a row ended before five minutes of health
 * @param killedFor why it is being killed; null when it is not
 * @param since when it was launched, or ended
 */
record LifeCycle(
    Status phase,
    boolean restartWanted,
    int restarts,
    int quickCrashes,
    @Nullable String lastError,
    @Nullable String killedFor,
    Instant since) {

  /** What the supervisor has to do. */
  enum Effect {
    NOTHING,
    LAUNCH,
    END,
    KILL
  }

  /**
   * @param retryIn when to report {@link #retryDue}; null for never
   */
  record Decision(LifeCycle next, Effect effect, @Nullable Duration retryIn) {}

  static LifeCycle stopped(Instant now) {
    return new LifeCycle(Status.STOPPED, false, 0, 0, null, null, now);
  }

  boolean alive() {
    return switch (phase) {
      case STARTING, RUNNING, STOPPING -> true;
      case STOPPED, CRASHED, FAILED, CONNECTED, DISCONNECTED -> false;
    };
  }

  /** A person or the hub wants it to run. */
  Decision start(Instant now) {
    if (phase == Status.STOPPING) {
      return stay(new LifeCycle(phase, true, restarts, quickCrashes, lastError, null, since));
    }
    return alive()
        ? stay(this)
        : launch(new LifeCycle(Status.STARTING, false, restarts, 0, null, null, now));
  }

  /** A person or the hub wants it to stop. */
  Decision stop(Instant now) {
    if (phase == Status.STOPPING) {
      return stay(new LifeCycle(phase, false, restarts, quickCrashes, lastError, null, since));
    }
    if (alive()) {
      return new Decision(
          new LifeCycle(Status.STOPPING, false, restarts, quickCrashes, lastError, null, since),
          Effect.END,
          null);
    }
    return phase == Status.STOPPED
        ? stay(this)
        : stay(new LifeCycle(Status.STOPPED, false, restarts, 0, lastError, null, now));
  }

  /** It said something, or lived for three seconds. */
  Decision settled() {
    return phase == Status.STARTING
        ? stay(new LifeCycle(Status.RUNNING, false, restarts, quickCrashes, null, killedFor, since))
        : stay(this);
  }

  /** It lives but is of no use: it is killed, which counts as a crash. */
  Decision unhealthy(String why) {
    return phase == Status.STARTING || phase == Status.RUNNING
        ? new Decision(
            new LifeCycle(phase, false, restarts, quickCrashes, lastError, why, since),
            Effect.KILL,
            null)
        : stay(this);
  }

  /**
   * It ended, or could not be launched.
   *
   * @param random from 0 to 1, for the jitter
   */
  Decision ended(Ending ending, Instant now, double random) {
    if (!alive()) {
      return stay(this);
    }
    if (phase == Status.STOPPING) {
      return restartWanted
          ? launch(new LifeCycle(Status.STARTING, false, restarts, 0, null, null, now))
          : stay(new LifeCycle(Status.STOPPED, false, restarts, 0, lastError, null, now));
    }
    if (ending.configuration() && killedFor == null) {
      return stay(new LifeCycle(Status.FAILED, false, restarts, 0, ending.text(), null, now));
    }
    return crashed(ending, now, random);
  }

  /** The time of {@link Decision#retryIn} has come. */
  Decision retryDue(Instant now) {
    return phase == Status.CRASHED || phase == Status.FAILED
        ? launch(
            new LifeCycle(Status.STARTING, false, restarts + 1, quickCrashes, lastError, null, now))
        : stay(this);
  }

  private Decision crashed(Ending ending, Instant now, double random) {
    boolean wasHealthy = Duration.between(since, now).compareTo(Backoff.HEALTHY) >= 0;
    int crashes = wasHealthy ? 1 : Math.min(quickCrashes + 1, Backoff.CRASHES_BEFORE_GIVING_UP);
    boolean givenUp = crashes >= Backoff.CRASHES_BEFORE_GIVING_UP;
    String error = killedFor == null ? ending.text() : killedFor;
    LifeCycle next =
        new LifeCycle(
            givenUp ? Status.FAILED : Status.CRASHED, false, restarts, crashes, error, null, now);
    return new Decision(
        next, Effect.NOTHING, givenUp ? Backoff.AFTER_GIVING_UP : Backoff.delay(crashes, random));
  }

  private static Decision launch(LifeCycle next) {
    return new Decision(next, Effect.LAUNCH, null);
  }

  private static Decision stay(LifeCycle next) {
    return new Decision(next, Effect.NOTHING, null);
  }
}
