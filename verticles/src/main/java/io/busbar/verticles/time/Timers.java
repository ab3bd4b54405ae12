package io.busbar.verticles.time;

import java.time.Duration;

/** Runs things later, on the context of the service that asks. */
public interface Timers {
  /** Runs the work once after the delay, unless cancelled before. */
  Timer after(Duration delay, Runnable work);

  /** Runs the work again and again with the pause between starts, until cancelled. */
  Timer every(Duration pause, Runnable work);

  /** Something that is still to run. */
  @FunctionalInterface
  interface Timer {
    /** Keeps it from running; cancelling twice, or too late, is harmless. */
    void cancel();
  }
}
