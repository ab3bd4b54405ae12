package io.busbar.bridge.socketio.engineio.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A hashed wheel of deadlines: setting and calling off cost the same however many there are. It
 * asks to be turned only while there is one. Times are milliseconds of any clock that never goes
 * back; a deadline is met within one tick, never early.
 */
final class Wheel {
  private static final int SLOTS = 512;

  /** Turns the wheel after a while, once. */
  interface Alarm {
    void in(long millis, Runnable turn);
  }

  private final long tick;
  private final LongSupplier now;
  private final Alarm alarm;
  private final @Nullable Deadline[] slots = new Deadline[SLOTS];
  private long reached;
  private int size;
  private boolean waiting;

  Wheel(long tick, LongSupplier now, Alarm alarm) {
    this.tick = tick;
    this.now = now;
    this.alarm = alarm;
  }

  int size() {
    return size;
  }

  void add(Deadline deadline, long due) {
    if (size == 0 && !waiting) {
      reached = now.getAsLong() / tick;
    }
    deadline.dueTick = Math.max(reached + 1, (due + tick - 1) / tick);
    int slot = slot(deadline.dueTick);
    Deadline head = slots[slot];
    deadline.before = null;
    deadline.after = head;
    if (head != null) {
      head.before = deadline;
    }
    slots[slot] = deadline;
    size++;
    waitForTurn();
  }

  void remove(Deadline deadline) {
    int slot = slot(deadline.dueTick);
    Deadline before = deadline.before;
    Deadline after = deadline.after;
    if (before == null && slots[slot] != deadline) {
      return; // It was taken out to be met.
    }
    if (before == null) {
      slots[slot] = after;
    } else {
      before.after = after;
    }
    if (after != null) {
      after.before = before;
    }
    deadline.before = null;
    deadline.after = null;
    size--;
  }

  private void waitForTurn() {
    if (!waiting && size > 0) {
      waiting = true;
      alarm.in(tick, this::turn);
    }
  }

  private void turn() {
    waiting = false;
    long until = now.getAsLong() / tick;
    List<Deadline> due = new ArrayList<>();
    for (long at = Math.max(reached + 1, until - SLOTS + 1); at <= until; at++) {
      collect(slots[slot(at)], until, due);
    }
    reached = Math.max(reached, until);
    due.forEach(Deadline::fire);
    waitForTurn();
  }

  private void collect(@Nullable Deadline head, long until, List<Deadline> due) {
    Deadline at = head;
    while (at != null) {
      Deadline next = at.after;
      if (at.dueTick <= until) {
        remove(at);
        at.take();
        due.add(at);
      }
      at = next;
    }
  }

  private static int slot(long tick) {
    return (int) (tick & (SLOTS - 1));
  }
}
