package io.busbar.hub.metrics;

import io.busbar.bridge.mqtt.BrokerCounts;
import io.busbar.bridge.mqtt.BrokerCounts.Counted;
import io.busbar.bridge.mqtt.foreign.ForeignCounts;
import io.busbar.bridge.mqtt.house.HouseCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

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

  /** Shows the connection to a foreign broker; {@code busbar.mqtt.bridge.*}. */
  public static void show(MeterRegistry registry, ForeignCounts counts) {
    Gauge.builder("busbar.mqtt.bridge.connected", counts, each -> each.isConnected() ? 1 : 0)
        .description("Whether the foreign MQTT broker is connected, 1 or 0")
        .register(registry);
    count(registry, "bridge.sent", "Messages it has taken", counts, ForeignCounts::sent);
    count(registry, "bridge.received", "Messages it has sent", counts, ForeignCounts::received);
    count(registry, "bridge.refused", "Messages it did not get", counts, ForeignCounts::refused);
    count(registry, "bridge.lost", "Connections to it that broke", counts, ForeignCounts::lost);
  }

  /** Shows what happens on the topics of the house; {@code busbar.mqtt.house.*}. */
  public static void show(MeterRegistry registry, HouseCounts counts) {
    count(registry, "house.requests", "Requests over MQTT", counts, HouseCounts::requests);
    count(registry, "house.refused", "Requests that were refused", counts, HouseCounts::refused);
    count(
        registry,
        "house.overtaken",
        "Retained messages overtaken before they were sent",
        counts,
        HouseCounts::overtaken);
    count(registry, "house.dropped", "Events not told", counts, HouseCounts::dropped);
  }

  private static <T> void count(
      MeterRegistry registry, String name, String meaning, T counts, ToDoubleFunction<T> value) {
    FunctionCounter.builder("busbar.mqtt." + name, counts, value)
        .description(meaning)
        .register(registry);
  }
}
