package io.busbar.verticles.commands;

import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The drivers that went with their node a moment ago and have not been heard of since.
 *
 * <p>The bus may still find the address of such a driver at the dead node, and would wait there for
 * an answer until its time is up. It is remembered for a moment only, so that a word that got lost
 * cannot shut a driver out.
 */
final class LostDrivers {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<DriverInstance, Instant> lost = new HashMap<>();

  LostDrivers(Clock clock) {
    this.clock = clock;
  }

  /** Takes in what is told of a driver; true if that is the loss of its node. */
  boolean isOneMore(DriverStatusChanged told) {
    if (told.status() == Status.CONNECTED) {
      lost.remove(told.driver());
    }
    if (told.status() != Status.DISCONNECTED || !told.reason().equals(DriversContract.NODE_LOST)) {
      return false;
    }
    Instant now = clock.instant();
    lost.values().removeIf(at -> isOver(at, now));
    lost.put(told.driver(), now);
    return true;
  }

  boolean has(DriverInstance driver) {
    Instant at = lost.get(driver);
    return at != null && !isOver(at, clock.instant());
  }

  private static boolean isOver(Instant at, Instant now) {
    return at.plus(REMEMBERED).isBefore(now);
  }
}
