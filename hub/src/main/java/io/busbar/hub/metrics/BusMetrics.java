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
  private record Outcomes(Timer ok, ConcurrentHashMap<FailureCode, Timer> failed) {}

  private final MeterRegistry registry;
  private final ConcurrentHashMap<String, Outcomes> timers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Counter> events = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Counter> failures = new ConcurrentHashMap<>();

  public BusMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(RequestAddress<?, ?> address, @Nullable FailureCode failure, long nanos) {
    Outcomes family = timers.get(address.family());
    if (family == null) {
      family = timers.computeIfAbsent(address.family(), this::timersOf);
    }
    Timer timer =
        failure == null
            ? family.ok()
            : family.failed().computeIfAbsent(failure, code -> failedTimer(address.family(), code));
    timer.record(nanos, TimeUnit.NANOSECONDS);
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

  private Outcomes timersOf(String family) {
    return new Outcomes(timer(family, "ok"), new ConcurrentHashMap<>());
  }

  private Timer failedTimer(String family, FailureCode code) {
    return timer(family, code.name().toLowerCase(Locale.ROOT));
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
