package io.busbar.verticles.drivers;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.DriversPresent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Wires drivers to their addresses. Deploy it before any driver can connect. */
public final class DriversVerticle extends VerticleBase {
  private final HubBus bus;
  private final InstantSource clock;
  private final DriversService drivers;
  private final DriverMessages messages;
  private final Set<String> known = new HashSet<>();
  private List<Subscription> subscriptions = List.of();

  /**
   * @param node this node
   */
  public DriversVerticle(HubBus bus, String node, InstantSource clock) {
    this.clock = clock;
    this.bus = bus;
    this.drivers = new DriversService(node);
    this.messages = new DriverMessages(bus, drivers);
  }

  @Override
  public Future<?> start() {
    return Future.all(
            bus.listenHere(DriversContract.STATUS, drivers::onStatus),
            bus.listenAfar(DriversContract.STATUS, drivers::onStatusAfar),
            bus.listenAfar(DriversContract.PRESENT, this::present),
            bus.listenHere(ClusterContract.VIEW, this::viewChanged),
            bus.serve(DriversContract.LIST, drivers::list),
            bus.serve(DriversContract.SEND_MESSAGE, messages::send))
        .onSuccess(served -> subscriptions = served.list())
        .onSuccess(served -> introduce());
  }

  /** Tells the other nodes of the drivers here; whoever did not know this node answers alike. */
  private void introduce() {
    bus.publish(DriversContract.PRESENT, new DriversPresent(drivers.ofThisNode()));
  }

  private void present(String node, DriversPresent there) {
    drivers.learn(node, there);
    if (known.add(node)) {
      introduce();
    }
  }

  /** Speaks for drivers whose node died. */
  private void viewChanged(ClusterView view) {
    known.retainAll(view.nodes());
    for (DriverStatusChanged orphan : drivers.orphans(view)) {
      bus.publish(DriversContract.STATUS, orphan.lostWithItsNode(clock.instant()));
    }
  }

  @Override
  public Future<?> stop() {
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }
}
