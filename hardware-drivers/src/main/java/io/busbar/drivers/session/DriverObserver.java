package io.busbar.drivers.session;

import io.busbar.contracts.value.DriverKey;

/** Hears of the drivers this node counts for. May be called by any thread; must be quick. */
public interface DriverObserver {
  /** Hears nothing. */
  DriverObserver NONE = new DriverObserver() {};

  /** A driver is counted from now on. */
  default void appeared(DriverKey driver, DriverCounts counts) {}

  /** A driver without a session is no longer counted. */
  default void forgotten(DriverKey driver) {}
}
