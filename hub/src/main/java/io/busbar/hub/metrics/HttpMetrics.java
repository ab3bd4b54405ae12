package io.busbar.hub.metrics;

import io.busbar.bridge.rest.RequestObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;

/** Counts answers, {@code busbar.http.requests}, by door, operation and class of status. */
public final class HttpMetrics implements RequestObserver {
  private static final int CLASS = 100;

  private final MeterRegistry registry;
  private final String door;
  private final ConcurrentHashMap<Answer, Counter> counters = new ConcurrentHashMap<>();

  private record Answer(String operation, int statusClass) {}

  /**
   * @param door the system whose operations they are, e.g. {@code hos}
   */
  public HttpMetrics(MeterRegistry registry, String door) {
    this.registry = registry;
    this.door = door;
  }

  @Override
  public void answered(String operation, int status) {
    Answer answer = new Answer(operation, status / CLASS);
    Counter counter = counters.get(answer);
    if (counter == null) {
      counter = counters.computeIfAbsent(answer, this::counterOf);
    }
    counter.increment();
  }

  private Counter counterOf(Answer answer) {
    return Counter.builder("busbar.http.requests")
        .description("Requests that were answered")
        .tag("door", door)
        .tag("operation", answer.operation())
        .tag("status", answer.statusClass() + "xx")
        .register(registry);
  }
}
