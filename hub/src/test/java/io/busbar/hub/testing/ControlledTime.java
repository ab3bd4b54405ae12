package io.busbar.hub.testing;

import io.busbar.verticles.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A clock and timers that move when told. What falls due runs on the context that asked for it, one
 * after the other, and each has run before time goes on.
 */
public final class ControlledTime extends Clock implements Timers {
  private static final long DEADLINE_SECONDS = 20;

  private final List<Alarm> alarms = new ArrayList<>();
  private final ZoneId zone;
  private Instant now;

  private final class Alarm implements Timer {
    final Duration delay;
    final boolean repeats;
    final Runnable work;
    final @Nullable Context on = Vertx.currentContext();
    Instant due;

    Alarm(Duration delay, boolean repeats, Runnable work) {
      this.delay = delay;
      this.repeats = repeats;
      this.work = work;
      this.due = instant().plus(delay);
    }

    @Override
    public void cancel() {
      synchronized (ControlledTime.this) {
        alarms.remove(this);
      }
    }

    void ring() {
      if (on == null) {
        work.run();
        return;
      }
      Promise<Void> done = Promise.promise();
      on.runOnContext(
          turn -> {
            try {
              work.run();
            } finally {
              done.complete();
            }
          });
      await(done);
    }
  }

  public ControlledTime(Instant start, ZoneId zone) {
    this.now = start;
    this.zone = zone;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new Elsewhere(other);
  }

  @Override
  public Timer after(Duration delay, Runnable work) {
    return add(new Alarm(delay, false, work));
  }

  @Override
  public Timer every(Duration pause, Runnable work) {
    return add(new Alarm(pause, true, work));
  }

  /** Lets time pass. Not to be called on a Vert.x context. */
  public void pass(Duration time) {
    Instant until = instant().plus(time);
    for (Alarm due = nextDue(until); due != null; due = nextDue(until)) {
      due.ring();
    }
    moveTo(until);
  }

  /** Whether something waits that was asked for with this delay. */
  public synchronized boolean isWaiting(Duration delay) {
    return alarms.stream().anyMatch(alarm -> alarm.delay.equals(delay));
  }

  private synchronized Timer add(Alarm alarm) {
    alarms.add(alarm);
    return alarm;
  }

  private synchronized void moveTo(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  private synchronized @Nullable Alarm nextDue(Instant until) {
    Alarm next = alarms.stream().min(Comparator.comparing(alarm -> alarm.due)).orElse(null);
    if (next == null || next.due.isAfter(until)) {
      return null;
    }
    moveTo(next.due);
    if (next.repeats) {
      next.due = next.due.plus(next.delay);
    } else {
      alarms.remove(next);
    }
    return next;
  }

  private static void await(Promise<Void> done) {
    try {
      Object unused = done.future().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "What fell due did not run within %d s".formatted(DEADLINE_SECONDS), e);
    }
  }

  /** The same time in another zone. */
  private final class Elsewhere extends Clock {
    private final ZoneId there;

    Elsewhere(ZoneId there) {
      this.there = there;
    }

    @Override
    public ZoneId getZone() {
      return there;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new Elsewhere(other);
    }

    @Override
    public Instant instant() {
      return ControlledTime.this.instant();
    }
  }
}
