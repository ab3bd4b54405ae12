package io.busbar.drivers.process.stdio;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the thread that reads a driver's stdout back while the hub cannot take more: when it was
 * shut, or when too many lines are on their way.
 */
final class Gate {
  static final int MAX_ON_THE_WAY = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean shut;
  private int onTheWay;

  void shut() {
    set(true);
  }

  void open() {
    set(false);
  }

  /** A line that had entered was dealt with. */
  void left() {
    lock.lock();
    try {
      onTheWay--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until one more line may enter. */
  void enter() throws InterruptedException {
    lock.lock();
    try {
      while (shut || onTheWay >= MAX_ON_THE_WAY) {
        changed.await();
      }
      onTheWay++;
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean nowShut) {
    lock.lock();
    try {
      shut = nowShut;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
