package io.busbar.bridge.live;

import java.util.concurrent.atomic.LongAdder;

/** What live clients did not get, on all event loops of a node together. */
public final class LiveCounts {
  private final LongAdder coalesced = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /** States were overtaken by newer ones of the same device before a slow client read them. */
  public void coalesced(long states) {
    coalesced.add(states);
  }

  /** Events were lost to a client that was ended because it did not read. */
  public void dropped(long events) {
    dropped.add(events);
  }

  /** A client was not let in because too many listened. */
  public void refused() {
    refused.increment();
  }

  public long allCoalesced() {
    return coalesced.sum();
  }

  public long allDropped() {
    return dropped.sum();
  }

  public long allRefused() {
    return refused.sum();
  }
}
