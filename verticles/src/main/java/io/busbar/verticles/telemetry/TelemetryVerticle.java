package io.busbar.verticles.telemetry;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wires telemetry to its addresses. */
public final class TelemetryVerticle extends VerticleBase {
  private static final Duration RETAIN_EVERY = Duration.ofHours(1);
  private static final long FLUSH_WITHIN_SECONDS = 5;

  private final HubBus bus;
  private final TelemetryService telemetry;
  private final Timers timers;
  private Timers.@Nullable Timer retaining;

  public TelemetryVerticle(HubBus bus, TelemetryService telemetry, Timers timers) {
    this.bus = bus;
    this.telemetry = telemetry;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    retaining = timers.every(RETAIN_EVERY, () -> telemetry.retain().onComplete(done -> {}));
    return Future.all(
        bus.serve(TelemetryContract.READ, telemetry::read),
        bus.serve(TelemetryContract.REPORT, telemetry::report));
  }

  @Override
  public Future<?> stop() {
    if (retaining != null) {
      retaining.cancel();
    }
    return telemetry.flush().timeout(FLUSH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
