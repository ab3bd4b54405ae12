package io.busbar.verticles.testing;

import io.busbar.verticles.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers that go off when told. Work that was scheduled on a Vert.x context runs there, other work
 * on the thread that lets time pass.
 */
public final class ManualTimers implements Timers {
  private record Entry(
      Duration delay,
      Duration due,
      @Nullable Duration pause,
      Runnable work,
      @Nullable Context on) {}

  private final List<Entry> entries = new ArrayList<>();
  private Duration now = Duration.ZERO;

  @Override
  public Timer after(Duration delay, Runnable work) {
    return add(delay, null, work);
  }

  @Override
  public Timer every(Duration pause, Runnable work) {
    return add(pause, pause, work);
  }

  /** Lets time pass; what falls due goes off in its order. */
  public void pass(Duration time) {
    Duration until;
    synchronized (this) {
      until = now.plus(time);
    }
    for (Entry due = nextDue(until); due != null; due = nextDue(until)) {
      run(due);
    }
    synchronized (this) {
      now = until;
    }
  }

  /** Whether something waits that was scheduled with this delay. */
  public synchronized boolean isWaiting(Duration delay) {
    return entries.stream().anyMatch(entry -> entry.delay().equals(delay));
  }

  public synchronized int count() {
    return entries.size();
  }

  private synchronized Timer add(Duration delay, @Nullable Duration pause, Runnable work) {
    Entry entry = new Entry(delay, now.plus(delay), pause, work, Vertx.currentContext());
    entries.add(entry);
    return () -> cancel(delay, work);
  }

  private synchronized void cancel(Duration delay, Runnable work) {
    boolean unused = entries.removeIf(entry -> entry.work() == work && entry.delay().equals(delay));
  }

  private synchronized @Nullable Entry nextDue(Duration until) {
    Entry due =
        entries.stream()
            .filter(entry -> entry.due().compareTo(until) <= 0)
            .min(Comparator.comparing(Entry::due))
            .orElse(null);
    if (due == null) {
      return null;
    }
    entries.remove(due);
    now = due.due().compareTo(now) > 0 ? due.due() : now;
    Duration pause = due.pause();
    if (pause != null) {
      entries.add(new Entry(due.delay(), due.due().plus(pause), pause, due.work(), due.on()));
    }
    return due;
  }

  private static void run(Entry entry) {
    Context context = entry.on();
    if (context == null) {
      entry.work().run();
      return;
    }
    context.runOnContext(now -> entry.work().run());
  }
}
