package io.busbar.drivers.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happened with all sessions of one driver key. Any thread may read it. */
public final class DriverCounts {
  final LongAdder events = new LongAdder();
  final LongAdder states = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder metricsDropped = new LongAdder();
  final LongAdder delivered = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final AtomicInteger open = new AtomicInteger();

  DriverCounts() {}

  /** Events that came in, of every kind. */
  public long events() {
    return events.sum();
  }

  /** States that were passed on. */
  public long states() {
    return states.sum();
  }

  /** States that were held back, and merged with later ones, because the driver was too fast. */
  public long coalesced() {
    return coalesced.sum();
  }

  /** Metric messages that were dropped because the driver was too fast. */
  public long metricsDropped() {
    return metricsDropped.sum();
  }

  /** Commands that were given to the driver. */
  public long delivered() {
    return delivered.sum();
  }

  /** Messages that were refused. */
  public long rejected() {
    return rejected.sum();
  }

  /** Commands that wait for their outcome now. */
  public int open() {
    return open.get();
  }
}
