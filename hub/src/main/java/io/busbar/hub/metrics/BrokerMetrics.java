package io.busbar.hub.metrics;

import io.busbar.bridge.mqtt.BrokerCounts;
import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Shows what the MQTT broker counts; {@code busbar.mqtt.*}. */
public final class BrokerMetrics {
  private BrokerMetrics() {}

  /** Shows all of it, from now on. */
  public static void show(MeterRegistry registry, BrokerCounts counts) {
    for (Counted each : Counted.values()) {
      String name = each.name().toLowerCase(Locale.ROOT).replace('_', '.');
      FunctionCounter.builder("busbar.mqtt." + name, counts, all -> all.of(each))
          .description(each.meaning())
          .register(registry);
    }
    Gauge.builder("busbar.mqtt.clients", counts, BrokerCounts::clients)
        .description("MQTT clients that are connected")
        .register(registry);
    Gauge.builder("busbar.mqtt.sessions", counts, BrokerCounts::sessions)
        .description("MQTT sessions, those of absent clients included")
        .register(registry);
    Gauge.builder("busbar.mqtt.subscriptions", counts, BrokerCounts::subscriptions)
        .description("MQTT subscriptions")
        .register(registry);
    Gauge.builder("busbar.mqtt.retained", counts, BrokerCounts::retained)
        .description("Retained MQTT messages")
        .register(registry);
    Gauge.builder("busbar.mqtt.queued", counts, BrokerCounts::queuedBytes)
        .baseUnit("bytes")
        .description("Memory of MQTT messages that wait for their receivers")
        .register(registry);
  }
}
