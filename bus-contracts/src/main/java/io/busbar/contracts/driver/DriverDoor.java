package io.busbar.contracts.driver;

import io.busbar.contracts.value.DriverInstance;
import org.jspecify.annotations.Nullable;

/** Where transports bring the links of drivers. */
public interface DriverDoor {
  /**
   * Opens a conversation on the current context.
   *
   * @param known the identity of a process the hub started itself, which needs no registration;
   *     null for a link that must register
   */
  DriverConversation open(DriverLink link, @Nullable DriverInstance known);
}
