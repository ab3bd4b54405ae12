package io.busbar.verticles.history;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.history.HistoryContract;
import io.busbar.contracts.states.StatesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Wires {@link HistoryContract}. Deploy it after states and devices. */
public final class HistoryVerticle extends VerticleBase {
  private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(1);
  private static final Duration SUM_UP_EVERY = Duration.ofMinutes(5);
  private static final Duration RETAIN_EVERY = Duration.ofHours(1);
  private static final long FLUSH_WITHIN_SECONDS = 5;

  private final HubBus bus;
  private final HistoryService history;
  private final Timers timers;
  private List<Timers.Timer> running = List.of();

  public HistoryVerticle(HubBus bus, HistoryService history, Timers timers) {
    this.bus = bus;
    this.history = history;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    running =
        List.of(
            timers.every(CATCH_UP_EVERY, history::catchUp),
            timers.every(SUM_UP_EVERY, history::sumUp),
            timers.every(RETAIN_EVERY, () -> history.retain().onComplete(done -> {})));
    return Future.all(
            bus.listen(StatesContract.CHANGED, history::stateChanged),
            bus.listen(DevicesContract.CHANGED, history::deviceChanged),
            bus.serve(HistoryContract.READ, history::read))
        .compose(ready -> history.begin());
  }

  @Override
  public Future<?> stop() {
    running.forEach(Timers.Timer::cancel);
    return history.flush().timeout(FLUSH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
