package io.busbar.drivers.session;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.driver.CloseCode;
import io.busbar.contracts.driver.DriverFrame;
import io.busbar.contracts.driver.DriverFrame.Register;
import java.util.List;
import java.util.function.Consumer;

/** The phase before registration (spec 6.2, 6.3): greets, judges registrations, gives up. */
final class Handshake implements Phase {
  private final DriverSession session;
  private final Consumer<Register> registered;
  private final Runnable left;
  private int failures;
  private boolean registering;

  /**
   * @param left called when the link ends before it registered
   */
  Handshake(DriverSession session, Consumer<Register> registered, Runnable left) {
    this.session = session;
    this.registered = registered;
    this.left = left;
  }

  @Override
  public void frame(DriverFrame frame) {
    if (!(frame instanceof Register register)) {
      throw notRegistered();
    }
    if (!registering) {
      registering = true;
      registered.accept(register);
    }
  }

  @Override
  public void rejected(HubFailure failure, boolean registration) {
    if (!registration) {
      return;
    }
    failures++;
    if (failures >= SessionLimits.MAX_FAILED_REGISTRATIONS) {
      session.close(CloseCode.POLICY, "three registrations failed");
    }
  }

  @Override
  public void ended() {
    left.run(); // Nothing was promised yet.
  }

  private static HubFailure notRegistered() {
    return HubFailure.invalid("Register before sending events.", "Send driver.register first.")
        .reason("DRIVER_WS_NOT_REGISTERED")
        .details(List.of("Expected method driver.register."));
  }
}
