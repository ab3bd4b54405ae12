package io.busbar.drivers.process;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Does something later, on the context that asked. */
public interface Timers {
  /** Runs it once; ending the result first prevents it. */
  Timer after(Duration delay, Runnable action);

  /** Runs it again and again until the result is ended. */
  Timer every(Duration period, Runnable action);

  /** A running timer. */
  @FunctionalInterface
  interface Timer {
    /** A timer that never runs. */
    Timer NONE = () -> {};

    /** Ends it; ending twice is harmless. */
    void end();
  }

  /** The timers of Vert.x. */
  static Timers of(Vertx vertx) {
    return new Timers() {
      @Override
      public Timer after(Duration delay, Runnable action) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> vertx.cancelTimer(id);
      }

      @Override
      public Timer every(Duration period, Runnable action) {
        long id = vertx.setPeriodic(period.toMillis(), fired -> action.run());
        return () -> vertx.cancelTimer(id);
      }
    };
  }
}
