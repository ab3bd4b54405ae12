package io.busbar.drivers.discovery.homeassistant.component;

/**
 * Something a component hears.
 *
 * @param event it happens, rather than lasts: not told again to who comes later
 */
public record Reading(String filter, Reader reader, boolean event) {
  /** Takes what was heard. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @throws io.busbar.contracts.bus.HubFailure INVALID, OVERLOADED when it cannot be read
     */
    void read(Payload payload, Draft draft);
  }
}
