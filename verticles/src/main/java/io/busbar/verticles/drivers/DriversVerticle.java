package io.busbar.verticles.drivers;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.drivers.DriversContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Wires drivers to their addresses. Deploy it before any driver can connect. */
public final class DriversVerticle extends VerticleBase {
  private final HubBus bus;
  private final DriversService drivers = new DriversService();
  private final DriverMessages messages;
  private List<Subscription> subscriptions = List.of();

  public DriversVerticle(HubBus bus) {
    this.bus = bus;
    this.messages = new DriverMessages(bus, drivers);
  }

  @Override
  public Future<?> start() {
    return Future.all(
            bus.listen(DriversContract.STATUS, drivers::onStatus),
            bus.serve(DriversContract.LIST, drivers::list),
            bus.serve(DriversContract.SEND_MESSAGE, messages::send))
        .onSuccess(served -> subscriptions = served.list());
  }

  @Override
  public Future<?> stop() {
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }
}
