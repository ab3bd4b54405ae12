package io.busbar.bridge.socketio.engineio.loop;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop and what its clients share. */
public final class Loop {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final EventLoop events;
  private final LongSupplier now;
  private final Wheel wheel;
  private final ArrayDeque<Runnable> endOfTurn = new ArrayDeque<>();
  private boolean ending;

  Loop(EventLoop events, long tickMillis, LongSupplier now) {
    this.events = events;
    this.now = now;
    this.wheel = new Wheel(tickMillis, now, this::alarm);
  }

  private void alarm(long millis, Runnable turn) {
    var unused = events.schedule(() -> guarded(turn), millis, TimeUnit.MILLISECONDS);
  }

  /** Milliseconds that never go back. */
  public long now() {
    return now.getAsLong();
  }

  /** Whether the caller runs on it. */
  public boolean isCurrent() {
    return events.inEventLoop();
  }

  /** Runs work now when called on it, else soon; work of one caller stays in order. */
  public void run(Runnable work) {
    if (events.inEventLoop()) {
      work.run();
    } else {
      events.execute(() -> guarded(work));
    }
  }

  /** Runs work on it soon, never now. */
  public void later(Runnable work) {
    events.execute(() -> guarded(work));
  }

  /** Runs work when what the loop has at hand is done. To be called on it. */
  public void atEndOfTurn(Runnable work) {
    endOfTurn.add(work);
    if (!ending) {
      ending = true;
      events.execute(this::endTurn);
    }
  }

  private void endTurn() {
    ending = false;
    for (int left = endOfTurn.size(); left > 0; left--) {
      guarded(endOfTurn.remove());
    }
  }

  /** A deadline that is not set yet. */
  public Deadline deadline(Runnable work) {
    return new Deadline(wheel, work);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("Work on an event loop failed", e);
    }
  }
}
