package io.busbar.drivers.rs90.keys;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hands presses on in their order, so many at a time; on one context. */
public final class PressLine {
  static final int MAX_OPEN = 64;
  static final int MAX_WAITING = 1_000;

  private final Deque<Supplier<Future<Void>>> waiting = new ArrayDeque<>();
  private final Consumer<Throwable> trouble;
  private int open;

  /**
   * @param trouble hears of each press that failed
   */
  public PressLine(Consumer<Throwable> trouble) {
    this.trouble = trouble;
  }

  /** Takes a press; false when too many wait already. */
  public boolean add(Supplier<Future<Void>> press) {
    if (waiting.size() >= MAX_WAITING) {
      return false;
    }
    waiting.addLast(press);
    next();
    return true;
  }

  private void next() {
    Supplier<Future<Void>> press = open < MAX_OPEN ? waiting.pollFirst() : null;
    if (press == null) {
      return;
    }
    open++;
    Future<Void> ignored =
        press
            .get()
            .onFailure(trouble::accept)
            .onComplete(
                done -> {
                  open--;
                  next();
                });
  }
}
