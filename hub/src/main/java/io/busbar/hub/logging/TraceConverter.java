package io.busbar.hub.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.busbar.contracts.bus.TraceContext;

/** {@code %trace}: the trace id of the work that logs, {@code -} when there is none. */
public final class TraceConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String trace = TraceContext.current();
    return trace.isEmpty() ? "-" : trace;
  }
}
