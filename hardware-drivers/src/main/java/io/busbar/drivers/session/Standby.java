package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.DriverFrame;

/** A process' pipe while its own socket serves the driver: it waits to take over again. */
final class Standby implements Phase {
  private final Runnable gone;

  Standby(Runnable gone) {
    this.gone = gone;
  }

  @Override
  public void frame(DriverFrame frame) {
    // The socket speaks for the driver.
  }

  @Override
  public void rejected(HubFailure failure, boolean registration) {
    // It was told.
  }

  @Override
  public void ended() {
    gone.run();
  }
}
