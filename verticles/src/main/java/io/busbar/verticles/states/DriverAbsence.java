package io.busbar.verticles.states;

import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.verticles.time.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the coming and going of drivers into what it means for their devices (spec 6.6): a short
 * loss is forgiven, a longer one makes them stale; what is not announced again after a return is
 * missing.
 */
final class DriverAbsence {
  private final Duration offlineAfter;
  private final Duration missingAfter;
  private final Timers timers;
  private final StatesService states;
  private final Map<DriverInstance, Timers.Timer> waiting = new HashMap<>();

  DriverAbsence(Duration offlineAfter, Duration missingAfter, Timers timers, StatesService states) {
    this.offlineAfter = offlineAfter;
    this.missingAfter = missingAfter;
    this.timers = timers;
    this.states = states;
  }

  void statusChanged(DriverStatusChanged event) {
    DriverInstance driver = event.driver();
    if (event.status() == Status.DISCONNECTED) {
      waitFor(driver, offlineAfter, () -> states.driverLost(driver));
    } else if (event.status() == Status.CONNECTED) {
      waitFor(driver, missingAfter, () -> states.driverSettled(driver, event.at()));
    }
  }

  void stop() {
    waiting.values().forEach(Timers.Timer::cancel);
    waiting.clear();
  }

  private void waitFor(DriverInstance driver, Duration delay, Runnable consequence) {
    Timers.Timer before = waiting.put(driver, timers.after(delay, () -> fire(driver, consequence)));
    if (before != null) {
      before.cancel();
    }
  }

  private void fire(DriverInstance driver, Runnable consequence) {
    waiting.remove(driver);
    consequence.run();
  }
}
