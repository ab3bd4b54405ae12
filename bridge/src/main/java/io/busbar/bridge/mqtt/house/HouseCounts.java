package io.busbar.bridge.mqtt.house;

import java.util.concurrent.atomic.LongAdder;

/** What happens on the topics of the house. Safe for use by many threads. */
public final class HouseCounts {
  private final LongAdder requests = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder overtaken = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /** Requests that came in. */
  public long requests() {
    return requests.sum();
  }

  /** Requests that were refused. */
  public long refused() {
    return refused.sum();
  }

  /** Retained messages overtaken by newer ones before they were sent. */
  public long overtaken() {
    return overtaken.sum();
  }

  /** Events not told because too many waited. */
  public long dropped() {
    return dropped.sum();
  }

  void countRequest() {
    requests.increment();
  }

  void countRefused() {
    refused.increment();
  }

  void countOvertaken() {
    overtaken.increment();
  }

  void countDropped() {
    dropped.increment();
  }
}
