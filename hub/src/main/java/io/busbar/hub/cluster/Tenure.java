package io.busbar.hub.cluster;

import io.busbar.contracts.bus.HubBus;

/**
 * How long a duty is this node's by its lease. Time that the node stood still counts: it may have
 * been overtaken meanwhile, and knows nothing of it. Any thread may ask.
 */
public final class Tenure {
  private volatile boolean any;
  private volatile long until;

  /** Whether the duty is this node's for sure. */
  public boolean holds() {
    return any && System.nanoTime() - until < 0;
  }

  /** The bus for who serves this duty: outside its time it answers nothing. */
  public HubBus on(HubBus bus) {
    return bus.whileHeld(this::holds);
  }

  /**
   * @param end of {@link System#nanoTime()}
   */
  void lasts(long end) {
    until = end;
    any = true;
  }

  void over() {
    any = false;
  }
}
