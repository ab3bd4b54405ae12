package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wires the device registry to its addresses. */
public final class DevicesVerticle extends VerticleBase {
  private static final Duration PURGE_EVERY = Duration.ofHours(1);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private final HubBus bus;
  private final DevicesService devices;
  private final EntitiesService entities;
  private final Timers timers;
  private Timers.@Nullable Timer purging;
  private Timers.@Nullable Timer learning;

  public DevicesVerticle(
      HubBus bus, DevicesService devices, EntitiesService entities, Timers timers) {
    this.bus = bus;
    this.devices = devices;
    this.entities = entities;
    this.timers = timers;
  }

  @Override
  public Future<?> start() {
    purging = timers.every(PURGE_EVERY, () -> devices.purge().onComplete(done -> {}));
    return bus.listenAfar(DevicesContract.CHANGED, devices::changedAfar)
        .compose(listening -> devices.load())
        .compose(loaded -> serveDevices())
        .compose(served -> serveEntities())
        .compose(served -> bus.listen(SpacesContract.CHANGED, devices::spaceChanged))
        .compose(listening -> bus.listen(ClusterContract.HOUSE_MOVED, moved -> placesMoved()))
        .compose(listening -> learnPlaces());
  }

  private Future<?> serveDevices() {
    return Future.all(
        List.of(
            bus.serve(DevicesContract.LIST, devices::list),
            bus.serve(DevicesContract.READ, devices::read),
            bus.serve(DevicesContract.FIND, devices::find),
            bus.serve(DevicesContract.REGISTERED, devices::registered),
            bus.serve(DevicesContract.ANNOUNCE, devices::announce),
            bus.serve(DevicesContract.REMOVE, devices::remove),
            bus.serve(DevicesContract.KEEP_IR_CODE, devices::keepIrCode)));
  }

  private Future<?> serveEntities() {
    return Future.all(
        List.of(
            bus.serve(EntitiesContract.LIST, entities::list),
            bus.serve(EntitiesContract.READ, entities::read),
            bus.serve(EntitiesContract.ACT, entities::act),
            bus.serve(EntitiesContract.LIST_DOMAINS, entities::listDomains),
            bus.serve(EntitiesContract.CAPABILITY_MODEL, entities::capabilityModel),
            bus.serve(EntitiesContract.LIST_SENSORS, entities::listSensors),
            bus.serve(EntitiesContract.LIST_COMMANDS, entities::listCommands),
            bus.serve(EntitiesContract.READ_COMMAND, entities::readCommand)));
  }

  /** Devices do not wait for spaces: until these answer, it is not known where anything is. */
  private Future<Void> learnPlaces() {
    return devices.learnPlaces().onFailure(cause -> askAgain()).otherwiseEmpty();
  }

  private void placesMoved() {
    learnPlaces().onComplete(done -> {});
  }

  private void askAgain() {
    learning = timers.after(ASK_AGAIN, () -> learnPlaces().onComplete(done -> {}));
  }

  @Override
  public Future<?> stop() {
    if (purging != null) {
      purging.cancel();
    }
    if (learning != null) {
      learning.cancel();
    }
    return Future.succeededFuture();
  }
}
