package io.busbar.hub.metrics;

import io.busbar.contracts.value.DriverKey;
import io.busbar.drivers.session.DriverCounts;
import io.busbar.drivers.session.DriverObserver;
import io.busbar.drivers.session.DriverSessions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Shows what drivers do, by driver key; {@code busbar.driver.*}. */
public final class DriverMetrics implements DriverObserver {
  private static final List<String> TRANSPORTS = List.of("websocket", "process", "builtin");

  private final MeterRegistry registry;
  private final Map<DriverKey, List<Meter>> shown = new ConcurrentHashMap<>();

  public DriverMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows how many sessions are registered, by transport. */
  public void show(DriverSessions sessions) {
    for (String transport : TRANSPORTS) {
      Gauge.builder("busbar.driver.sessions", sessions, all -> all.count(transport))
          .description("Registered driver sessions")
          .tag("transport", transport)
          .register(registry);
    }
  }

  @Override
  public void appeared(DriverKey driver, DriverCounts counts) {
    List<Meter> meters =
        List.of(
            counter("events", "Events received", driver, counts, DriverCounts::events),
            counter("states", "States passed on", driver, counts, DriverCounts::states),
            counter("coalesced", "States held back", driver, counts, DriverCounts::coalesced),
            counter(
                "metrics.dropped", "Metrics dropped", driver, counts, DriverCounts::metricsDropped),
            counter("commands", "Commands delivered", driver, counts, DriverCounts::delivered),
            counter("rejected", "Messages refused", driver, counts, DriverCounts::rejected),
            Gauge.builder("busbar.driver.commands.open", counts, DriverCounts::open)
                .description("Commands without an outcome yet")
                .tag("driver", driver.value())
                .register(registry));
    shown.put(driver, meters);
  }

  @Override
  public void forgotten(DriverKey driver) {
    List<Meter> meters = shown.remove(driver);
    if (meters != null) {
      meters.forEach(registry::remove);
    }
  }

  private Meter counter(
      String name,
      String description,
      DriverKey driver,
      DriverCounts counts,
      ToDoubleFunction<DriverCounts> read) {
    return FunctionCounter.builder("busbar.driver." + name, counts, read)
        .description(description)
        .tag("driver", driver.value())
        .register(registry);
  }
}
