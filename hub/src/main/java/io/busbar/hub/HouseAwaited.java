package io.busbar.hub;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a node keeps the books of the house. One that starts right after their keeper died
 * finds nobody for some seconds, and its doors ask for the house before they open.
 */
final class HouseAwaited {
  private static final Logger log = LoggerFactory.getLogger(HouseAwaited.class);
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final int MOST_TIMES = 120;

  private final Vertx vertx;
  private final HubBus bus;

  HouseAwaited(Vertx vertx, HubBus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  /** Succeeds as soon as it answers; fails as it does when that takes more than half a minute. */
  Future<Void> answers() {
    return ask(1);
  }

  private Future<Void> ask(int time) {
    return bus.request(HomeContract.READ_HUB, Nothing.NOTHING)
        .<Void>mapEmpty()
        .recover(cause -> time < MOST_TIMES ? later(time) : Future.failedFuture(cause));
  }

  private Future<Void> later(int time) {
    if (time == 1) {
      log.info("Waiting for the node that keeps the books of the house");
    }
    return vertx.timer(AGAIN.toMillis(), TimeUnit.MILLISECONDS).compose(passed -> ask(time + 1));
  }
}
