package io.busbar.drivers.session;

import io.busbar.contracts.value.DriverKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The counts of each driver key. When there are too many keys, those without a session are
 * forgotten; when that does not help, the newest share one.
 */
final class DriverBooks {
  static final int MOST = 500;
  static final DriverKey OTHERS = new DriverKey("OTHERS");

  private final DriverObserver observer;
  private final Predicate<DriverKey> inUse;
  private final Map<DriverKey, DriverCounts> counts = new ConcurrentHashMap<>();

  DriverBooks(DriverObserver observer, Predicate<DriverKey> inUse) {
    this.observer = observer;
    this.inUse = inUse;
  }

  DriverCounts of(DriverKey driver) {
    DriverCounts known = counts.get(driver);
    return known == null ? open(driver) : known;
  }

  private synchronized DriverCounts open(DriverKey wanted) {
    if (counts.size() >= MOST) {
      forgetUnused();
    }
    DriverKey driver = counts.size() >= MOST ? OTHERS : wanted;
    DriverCounts known = counts.get(driver);
    if (known != null) {
      return known;
    }
    DriverCounts fresh = new DriverCounts();
    counts.put(driver, fresh);
    observer.appeared(driver, fresh);
    return fresh;
  }

  private void forgetUnused() {
    for (DriverKey driver : List.copyOf(counts.keySet())) {
      if (!inUse.test(driver) && !driver.equals(OTHERS)) {
        counts.remove(driver);
        observer.forgotten(driver);
      }
    }
  }
}
