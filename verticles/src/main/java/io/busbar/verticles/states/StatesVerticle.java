package io.busbar.verticles.states;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.states.StatesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wires live state to its addresses. */
public final class StatesVerticle extends VerticleBase {
  private static final long FLUSH_WITHIN_SECONDS = 5;
  private static final Duration DIGEST_EVERY = Duration.ofSeconds(3);
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

  private final HubBus bus;
  private final StatesService states;
  private final DriverAbsence absence;
  private final Timers timers;
  private final Orphans orphans;
  private final Duration offlineAfter;
  private Timers.@Nullable Timer digests;
  private Timers.@Nullable Timer looks;

  /**
   * Wires; starts nothing.
   *
   * @param offlineAfter how long a driver may be away before its devices are stale
   * @param missingAfter how long a returned driver has to announce its devices again
   */
  public StatesVerticle(
      HubBus bus,
      StatesService states,
      Timers timers,
      Duration offlineAfter,
      Duration missingAfter) {
    this.bus = bus;
    this.states = states;
    this.timers = timers;
    this.orphans = new Orphans(bus, states);
    this.offlineAfter = offlineAfter;
    this.absence = new DriverAbsence(offlineAfter, missingAfter, timers, states);
  }

  @Override
  public Future<?> start() {
    return states
        .load()
        .compose(
            loaded ->
                Future.all(
                    bus.serve(StatesContract.SNAPSHOT, states::snapshot),
                    bus.serve(StatesContract.LIVE, states::live),
                    bus.serve(StatesContract.READ, states::read),
                    bus.serve(StatesContract.REPORT, states::report),
                    bus.listenHere(DevicesContract.ANNOUNCED, states::announced),
                    bus.listen(DevicesContract.CHANGED, states::deviceChanged)))
        .compose(served -> bus.listen(DriversContract.STATUS, absence::statusChanged))
        .compose(served -> follow());
  }

  private Future<?> follow() {
    digests = timers.every(DIGEST_EVERY, states::tellDigest);
    looks =
        timers.every(LOOK_AFTER.plus(offlineAfter), () -> orphans.look().onComplete(looked -> {}));
    return Future.all(
        bus.serve(StatesContract.SPEAK_FOR, states.contested()::speakFor),
        bus.listenHere(ClusterContract.VIEW, states.owners()::viewChanged),
        bus.listenHere(DriversContract.STATUS, states.adoption()::driverChanged),
        bus.listenAfar(StatesContract.CHANGED, states::followed),
        bus.listenAfar(StatesContract.DIGEST, states::digestHeard),
        bus.serve(StatesContract.OWNED.at(states.node()), states::owned));
  }

  @Override
  public Future<?> stop() {
    if (digests != null) {
      digests.cancel();
    }
    if (looks != null) {
      looks.cancel();
    }
    absence.stop();
    return states.flush().timeout(FLUSH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
