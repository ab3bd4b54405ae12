package io.busbar.hub.metrics;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.RequestAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the traffic of the bus: {@code busbar.bus.requests} by address family and outcome, {@code
 * busbar.bus.events} and {@code busbar.bus.listener.failures} by address family.
 */
public final class BusMetrics implements BusObserver {
  private static final int OUTCOMES = FailureCode.values().length + 1;

  private final MeterRegistry registry;
  private final ConcurrentHashMap<String, Timer[]> timers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Counter> events = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Counter> failures = new ConcurrentHashMap<>();

  public BusMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {
    Timer[] family = timers.get(address.family());
    if (family == null) {
      family = timers.computeIfAbsent(address.family(), this::timersOf);
    }
    family[failure == null ? 0 : failure.ordinal() + 1].record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void announced(EventAddress<?> address, Object event, String traceId) {
    Counter counter = events.get(address.family());
    if (counter == null) {
      counter = events.computeIfAbsent(address.family(), this::eventsOf);
    }
    counter.increment();
  }

  @Override
  public void listenerFailed(EventAddress<?> address, Throwable cause) {
    failures.computeIfAbsent(address.family(), this::failuresOf).increment();
  }

  private Timer[] timersOf(String family) {
    Timer[] made = new Timer[OUTCOMES];
    made[0] = timer(family, "ok");
    for (FailureCode code : FailureCode.values()) {
      made[code.ordinal() + 1] = timer(family, code.name().toLowerCase(Locale.ROOT));
    }
    return made;
  }

  private Timer timer(String family, String outcome) {
    return Timer.builder("busbar.bus.requests")
        .description("Requests on the bus, as the asker saw them")
        .tag("address", family)
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter eventsOf(String family) {
    return Counter.builder("busbar.bus.events")
        .description("Events announced on this node")
        .tag("address", family)
        .register(registry);
  }

  private Counter failuresOf(String family) {
    return Counter.builder("busbar.bus.listener.failures")
        .description("Events a listener failed on")
        .tag("address", family)
        .register(registry);
  }
}
