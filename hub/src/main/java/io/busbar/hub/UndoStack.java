package io.busbar.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start did, undone in reverse. A step that fails is logged; the rest is still undone. */
final class UndoStack {
  private static final Logger log = LoggerFactory.getLogger(UndoStack.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  /** One thing to undo; it may block. */
  interface Undo {
    void run() throws Exception;
  }

  private boolean undone;

  private record Step(String name, Undo undo) {}

  /**
   * Adds a step.
   *
   * @throws IllegalStateException everything is undone already: so is this step, at once
   */
  synchronized void push(String name, Undo undo) {
    steps.push(new Step(name, undo));
    if (undone) {
      boolean unused = undoAll();
      throw new IllegalStateException("The start was interrupted by a stop.");
    }
  }

  /** Returns whether every step was undone without failure. */
  synchronized boolean undoAll() {
    undone = true;
    boolean clean = true;
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.undo().run();
      } catch (Exception e) { // Whatever one step does, the others must still be undone.
        clean = false;
        log.warn("Stopping {} failed", step.name(), e);
      }
    }
    return clean;
  }
}
