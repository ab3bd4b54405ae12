package io.busbar.hub;

import io.busbar.bridge.management.Readiness.Check;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Asks this node over its own bus every second; readiness hangs on the answer. */
final class BusPulse {
  @Internal("the node asks itself")
  static final RequestAddress<Nothing, Nothing> ECHO =
      RequestAddress.of("hub.node.echo", Nothing.class, Nothing.class);

  private static final long EVERY_MS = 1_000;

  private final Vertx vertx;
  private final HubBus bus;
  private final RequestAddress<Nothing, Nothing> here;
  private volatile boolean answered;
  private @Nullable Subscription serving;
  private long timer = -1;

  BusPulse(Vertx vertx, HubBus bus, String nodeId) {
    this.vertx = vertx;
    this.bus = bus;
    this.here = ECHO.at(nodeId);
  }

  Check check() {
    return Check.of(answered, "The bus does not answer.");
  }

  /** Succeeds when the bus answered for the first time. */
  Future<Void> start() {
    return bus.serve(here, Future::succeededFuture)
        .compose(
            served -> {
              serving = served;
              timer = vertx.setPeriodic(EVERY_MS, id -> beat());
              return bus.request(here, Nothing.NOTHING);
            })
        .onSuccess(first -> answered = true)
        .mapEmpty();
  }

  Future<Void> stop() {
    vertx.cancelTimer(timer);
    answered = false;
    Subscription served = serving;
    serving = null;
    return served == null ? Future.succeededFuture() : served.end();
  }

  private void beat() {
    bus.request(here, Nothing.NOTHING).onComplete(answer -> answered = answer.succeeded());
  }
}
