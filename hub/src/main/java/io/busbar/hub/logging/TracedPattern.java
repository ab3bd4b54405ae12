package io.busbar.hub.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/** A pattern that knows {@code %trace}. */
final class TracedPattern extends PatternLayoutEncoder {
  @Override
  public void start() {
    PatternLayout pattern = new PatternLayout();
    pattern.getInstanceConverterMap().put("trace", TraceConverter::new);
    pattern.setContext(context);
    pattern.setPattern(getPattern());
    pattern.start();
    layout = pattern;
    started = true;
  }
}
