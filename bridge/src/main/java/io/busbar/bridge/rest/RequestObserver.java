package io.busbar.bridge.rest;

/** Hears how each request of a surface was answered. Called on event loops: must be quick. */
@FunctionalInterface
public interface RequestObserver {
  /** Hears nothing. */
  RequestObserver NONE = (operation, status) -> {};

  /**
   * A request was answered.
   *
   * @param operation its id in the contract; {@code none} when no operation was found for it
   */
  void answered(String operation, int status);
}
