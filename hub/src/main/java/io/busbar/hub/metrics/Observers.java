package io.busbar.hub.metrics;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.RequestAddress;
import org.jspecify.annotations.Nullable;

/** Two observers as one. */
public record Observers(BusObserver first, BusObserver second) implements BusObserver {
  @Override
  public void asked(RequestAddress<?, ?> address, Object question, String traceId) {
    first.asked(address, question, traceId);
    second.asked(address, question, traceId);
  }

  @Override
  public void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {
    first.answered(address, failure, nanos);
    second.answered(address, failure, nanos);
  }

  @Override
  public void announced(EventAddress<?> address, Object event, String traceId) {
    first.announced(address, event, traceId);
    second.announced(address, event, traceId);
  }

  @Override
  public void listenerFailed(EventAddress<?> address, Throwable cause) {
    first.listenerFailed(address, cause);
    second.listenerFailed(address, cause);
  }
}
