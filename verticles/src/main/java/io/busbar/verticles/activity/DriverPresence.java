package io.busbar.verticles.activity;

import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.value.DriverInstance;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a driver's coming and going from its retries. Pure. */
final class DriverPresence {
  static final int MOST_DRIVERS = 2000;

  private final Map<DriverInstance, Boolean> present =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DriverInstance, Boolean> eldest) {
          return size() > MOST_DRIVERS;
        }
      };

  /** What a word of a driver means. */
  enum Turn {
    APPEARED,
    LOST,
    NONE
  }

  Turn after(DriverStatusChanged event) {
    return switch (event.status()) {
      case CONNECTED -> is(event.driver(), true) ? Turn.APPEARED : Turn.NONE;
      case DISCONNECTED, CRASHED, FAILED, STOPPED ->
          is(event.driver(), false) ? Turn.LOST : Turn.NONE;
      case STARTING, RUNNING, STOPPING -> Turn.NONE;
    };
  }

  /** Whether this is news. */
  private boolean is(DriverInstance driver, boolean there) {
    Boolean before = present.put(driver, there);
    return before == null || before != there;
  }
}
