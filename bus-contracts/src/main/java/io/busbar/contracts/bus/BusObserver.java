package io.busbar.contracts.bus;

import org.jspecify.annotations.Nullable;

/** Sees everything that crosses one node's bus: metrics and {@code busbar tap} hang on it. */
public interface BusObserver {
  /** Sees nothing. */
  BusObserver NONE = new BusObserver() {};

  /** A request was sent. */
  default void asked(RequestAddress<?, ?> address, Object question, String traceId) {}

  /**
   * A request ended on the asker's side.
   *
   * @param failure null when it succeeded
   * @param nanos time since it was sent
   */
  default void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {}

  /** An event was announced. */
  default void announced(EventAddress<?> address, Object event, String traceId) {}

  /** A listener threw; the event is lost for that listener alone. */
  default void listenerFailed(EventAddress<?> address, Throwable cause) {}
}
