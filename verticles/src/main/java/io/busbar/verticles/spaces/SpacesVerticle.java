package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Wires spaces and their remote sources to their addresses. */
public final class SpacesVerticle extends VerticleBase {
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  private final HubBus bus;
  private final SpaceRegistry registry;
  private final SpacesService spaces;
  private final RemoteSourcesService sources;
  private final Timers timers;
  private Timers.@Nullable Timer tidying;

  public SpacesVerticle(
      HubBus bus,
      SpaceRegistry registry,
      SpacesService spaces,
      RemoteSourcesService sources,
      Timers timers) {
    this.bus = bus;
    this.registry = registry;
    this.spaces = spaces;
    this.sources = sources;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    tidying = timers.every(TIDY_EVERY, () -> spaces.tidy().onComplete(done -> {}));
    return registry.load().compose(loaded -> serve());
  }

  private Future<?> serve() {
    return Future.all(
            bus.serve(SpacesContract.LIST, spaces::list),
            bus.serve(SpacesContract.SAVE, spaces::save),
            bus.serve(SpacesContract.REMOVE, spaces::remove),
            bus.serve(SpacesContract.DEVICES, spaces::devices),
            bus.serve(SpacesContract.ASSIGN, spaces::assign))
        .compose(
            served ->
                Future.all(
                    bus.serve(SpacesContract.REMOTE_SOURCES, sources::list),
                    bus.serve(SpacesContract.SAVE_REMOTE_SOURCE, sources::save),
                    bus.serve(SpacesContract.REMOVE_REMOTE_SOURCE, sources::remove),
                    bus.serve(SpacesContract.ACTIVATE, sources::activate),
                    bus.listen(DevicesContract.CHANGED, spaces::deviceChanged),
                    bus.listen(ProgramsContract.CHANGED, spaces::programChanged)));
  }

  @Override
  public Future<?> stop() {
    if (tidying != null) {
      tidying.cancel();
    }
    return Future.succeededFuture();
  }
}
