package io.busbar.verticles.activity;

import io.busbar.contracts.activity.ActivityContract;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wires {@link ActivityContract}. A node writes down what it announced itself: of several nodes
 * one. Deploy it after the devices and before any door opens.
 */
public final class ActivityVerticle extends VerticleBase {
  private static final Duration RETAIN_EVERY = Duration.ofMinutes(10);
  private static final long FLUSH_WITHIN_SECONDS = 5;

  private final HubBus bus;
  private final ActivityService activity;
  private final Timers timers;
  private Timers.@Nullable Timer retaining;

  public ActivityVerticle(HubBus bus, ActivityService activity, Timers timers) {
    this.bus = bus;
    this.activity = activity;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    retaining = timers.every(RETAIN_EVERY, () -> activity.retain().onComplete(done -> {}));
    return activity
        .begin()
        .compose(
            ready ->
                Future.all(
                    List.of(
                        bus.listenHere(CommandsContract.PROGRESS, activity::commandProgressed),
                        bus.listenHere(DevicesContract.CHANGED, activity::deviceChanged),
                        bus.listenHere(DriversContract.STATUS, activity::driverChanged),
                        bus.listenHere(IdentityContract.PERSON_SEEN, activity::personSeen),
                        bus.listenHere(IdentityContract.USER_CHANGED, activity::userChanged),
                        bus.listenHere(IntegrationsContract.CHANGED, activity::instanceChanged),
                        bus.listenHere(SpacesContract.CHANGED, activity::spaceChanged),
                        bus.listenHere(ProgramsContract.CHANGED, activity::programChanged),
                        bus.listenHere(ProgramsContract.PROGRESS, activity::runProgressed),
                        bus.listenHere(ProgramsContract.TRIGGERED, activity::triggered),
                        bus.listenAfar(DevicesContract.CHANGED, activity::deviceChangedAfar),
                        bus.serve(ActivityContract.LIST, activity::list))));
  }

  @Override
  public Future<?> stop() {
    if (retaining != null) {
      retaining.cancel();
    }
    return activity.flush().timeout(FLUSH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
