package io.busbar.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpMetrics metrics = new HttpMetrics(registry, "hos");

  @Test
  void countsByOperationAndClassOfStatus() {
    metrics.answered("devicesList", 200);
    metrics.answered("devicesList", 304);
    metrics.answered("devicesList", 201);
    metrics.answered("none", 404);
    assertThat(count("devicesList", "2xx")).isEqualTo(2);
    assertThat(count("devicesList", "3xx")).isEqualTo(1);
    assertThat(count("none", "4xx")).isEqualTo(1);
    assertThat(registry.getMeters()).hasSize(3);
  }

  private double count(String operation, String status) {
    return registry
        .get("busbar.http.requests")
        .tags("door", "hos", "operation", operation, "status", status)
        .counter()
        .count();
  }
}
