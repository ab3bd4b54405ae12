package io.busbar.bridge.realtime;

import io.busbar.contracts.bus.HubFailure;
import java.time.Instant;
import java.time.InstantSource;

/** How often one socket may ask, and how many answers it may wait for. Used on its context only. */
final class CallLimit {
  private static final double MILLIS = 1000;

  private final InstantSource clock;
  private final Rates rates;
  private double left;
  private Instant filledAt;
  private int open;

  /**
   * What a socket may do.
   *
   * @param perSecond requests in the long run
   * @param burst requests at once
   * @param open requests that wait for their answer
   */
  record Rates(int perSecond, int burst, int open) {
    static final Rates DEFAULT = new Rates(50, 200, 64);
  }

  CallLimit(InstantSource clock, Rates rates) {
    this.clock = clock;
    this.rates = rates;
    this.left = rates.burst();
    this.filledAt = clock.instant();
  }

  /**
   * Takes a request in; {@link #leave} ends it.
   *
   * @throws HubFailure OVERLOADED
   */
  void enter() {
    fill();
    if (open >= rates.open()) {
      throw HubFailure.overloaded(
          "This socket waits for %d answers.".formatted(rates.open()),
          "Wait for answers before asking more.");
    }
    if (left < 1) {
      throw HubFailure.overloaded(
          "This socket asks more than %d times a second.".formatted(rates.perSecond()),
          "Ask less often, or for more at a time.");
    }
    left--;
    open++;
  }

  void leave() {
    open--;
  }

  private void fill() {
    Instant now = clock.instant();
    double seconds = Math.max(0, now.toEpochMilli() - filledAt.toEpochMilli()) / MILLIS;
    left = Math.min(rates.burst(), left + seconds * rates.perSecond());
    filledAt = now;
  }
}
