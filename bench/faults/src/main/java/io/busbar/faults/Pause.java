package io.busbar.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on the thread of the lab. */
final class Pause {
  private static final long LOOK_NANOS = 50_000_000;

  private Pause() {}

  static void forTime(Duration time) {
    boolean unused = until(time, () -> false);
  }

  /** Waits until it is so; returns whether it became so in time. */
  static boolean until(Duration most, BooleanSupplier holds) {
    long deadline = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < deadline) {
      if (holds.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(Math.min(LOOK_NANOS, Math.max(1, deadline - System.nanoTime())));
    }
    return holds.getAsBoolean();
  }
}
