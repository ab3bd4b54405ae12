package io.busbar.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Nothing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BusMetricsTest {
  private static final RequestAddress<Nothing, Nothing> ASK =
      RequestAddress.of("hub.test.ask", Nothing.class, Nothing.class);
  private static final EventAddress<Nothing> HAPPENED =
      new EventAddress<>("hub.test.happened", Nothing.class);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BusMetrics metrics = new BusMetrics(registry);

  @Test
  void timesByFamilyAndOutcome() {
    metrics.answered(ASK.at("one"), null, 1_000_000);
    metrics.answered(ASK.at("two"), null, 3_000_000);
    metrics.answered(ASK, FailureCode.NOT_FOUND, 5_000_000);
    var ok = registry.get("busbar.bus.requests").tags("outcome", "ok").timer();
    assertThat(ok.count()).isEqualTo(2);
    assertThat(ok.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
    assertThat(ok.getId().getTag("address")).isEqualTo("hub.test.ask");
    assertThat(registry.get("busbar.bus.requests").tags("outcome", "not_found").timer().count())
        .isEqualTo(1);
    assertThat(registry.getMeters()).hasSize(2);
  }

  @Test
  void countsEventsAndListenersThatFail() {
    metrics.announced(HAPPENED.at("node"), Nothing.NOTHING, "t");
    metrics.announced(HAPPENED, Nothing.NOTHING, "t");
    metrics.listenerFailed(HAPPENED, new IllegalStateException("x"));
    assertThat(registry.get("busbar.bus.events").counter().count()).isEqualTo(2);
    assertThat(registry.get("busbar.bus.listener.failures").counter().count()).isEqualTo(1);
  }

  @Test
  void tellsBothObservers() {
    BusMetrics second = new BusMetrics(new SimpleMeterRegistry());
    new Observers(metrics, second).announced(HAPPENED, Nothing.NOTHING, "t");
    new Observers(second, metrics).answered(ASK, null, 1);
    assertThat(registry.get("busbar.bus.events").counter().count()).isEqualTo(1);
    assertThat(registry.get("busbar.bus.requests").timer().count()).isEqualTo(1);
  }
}
