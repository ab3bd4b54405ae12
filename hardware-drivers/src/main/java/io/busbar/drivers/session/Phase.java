package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.DriverFrame;

/** What a session does with messages depends on how far it has come. */
interface Phase {
  /** A message that can be read. */
  void frame(DriverFrame frame);

  /** A message that was refused and already answered. */
  void rejected(HubFailure failure, boolean registration);

  /** The link is gone. */
  void ended();
}
