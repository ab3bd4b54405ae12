package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Wires the device registry to its addresses. */
public final class DevicesVerticle extends VerticleBase {
  private static final Duration PURGE_EVERY = Duration.ofHours(1);

  private final HubBus bus;
  private final DevicesService devices;
  private final Timers timers;
  private Timers.@Nullable Timer purging;

  public DevicesVerticle(HubBus bus, DevicesService devices, Timers timers) {
    this.bus = bus;
    this.devices = devices;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    purging = timers.every(PURGE_EVERY, () -> devices.purge().onComplete(done -> {}));
    return devices
        .load()
        .compose(
            loaded ->
                Future.all(
                    bus.serve(DevicesContract.LIST, devices::list),
                    bus.serve(DevicesContract.READ, devices::read),
                    bus.serve(DevicesContract.FIND, devices::find),
                    bus.serve(DevicesContract.REGISTERED, devices::registered),
                    bus.serve(DevicesContract.ANNOUNCE, devices::announce),
                    bus.serve(DevicesContract.REMOVE, devices::remove)));
  }

  @Override
  public Future<?> stop() {
    if (purging != null) {
      purging.cancel();
    }
    return Future.succeededFuture();
  }
}
