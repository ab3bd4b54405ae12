package io.busbar.verticles.pairing;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.pairing.PairingContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires pairing to its addresses. */
public final class PairingVerticle extends VerticleBase {
  /** How often it looks for requests that have expired. */
  static final Duration SWEPT_EVERY = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(PairingVerticle.class);

  private final HubBus bus;
  private final PairingService pairing;
  private final Timers timers;
  private List<Subscription> subscriptions = List.of();
  private Timers.@Nullable Timer sweeping;

  public PairingVerticle(HubBus bus, PairingService pairing, Timers timers) {
    this.bus = bus;
    this.pairing = pairing;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    return Future.all(
            List.of(
                bus.serve(PairingContract.REQUEST, pairing::request),
                bus.serve(PairingContract.COLLECT, pairing::collect),
                bus.serve(PairingContract.AUTHENTICATE, pairing::authenticate),
                bus.serve(PairingContract.LIST, pairing::list),
                bus.serve(PairingContract.APPROVE, pairing::approve),
                bus.serve(PairingContract.REJECT, pairing::reject),
                bus.serve(PairingContract.LIST_REMOTES, pairing::listRemotes),
                bus.serve(PairingContract.REMOVE_REMOTE, pairing::removeRemote)))
        .onSuccess(
            served -> {
              subscriptions = served.list();
              sweeping = timers.every(SWEPT_EVERY, this::sweep);
            });
  }

  @Override
  public Future<?> stop() {
    if (sweeping != null) {
      sweeping.cancel();
    }
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }

  private void sweep() {
    pairing
        .sweep()
        .onFailure(cause -> log.debug("Pairings are looked at later: {}", cause.getMessage()));
  }
}
