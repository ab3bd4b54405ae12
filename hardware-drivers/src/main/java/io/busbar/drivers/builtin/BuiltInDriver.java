package io.busbar.drivers.builtin;

import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.net.URI;

/** A driver that runs on a thread of the hub and talks to it over the driver socket. */
@FunctionalInterface
public interface BuiltInDriver {
  /**
   * Serves until the thread is interrupted.
   *
   * @throws IllegalArgumentException when its properties are wrong: it is not started again by
   *     itself
   * @throws Exception anything else is a crash
   */
  void run(Wanted wanted) throws Exception;

  /**
   * @param url the driver socket of this hub
   * @param properties with the defaults of the manifest
   */
  record Wanted(DriverInstance driver, String name, URI url, Fields properties) {}
}
