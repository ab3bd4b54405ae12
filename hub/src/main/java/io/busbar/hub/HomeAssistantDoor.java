package io.busbar.hub;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.surface.homeassistant.Facade;
import io.busbar.bridge.surface.homeassistant.FacadeRoutes;
import io.busbar.bridge.surface.homeassistant.FacadeSettings;
import io.busbar.bridge.surface.homeassistant.FacadeSettings.Limits;
import io.busbar.drivers.extender.MdnsFinder;
import io.busbar.hub.config.HubConfig;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** The hub as a Home Assistant server on a port of its own. Without a port there is none. */
final class HomeAssistantDoor {
  private final Node node;
  private final HubConfig.HomeAssistant config;
  private final Deployments deployed;
  private final Facade facade;
  private final Mount routes;

  HomeAssistantDoor(
      Node node, Deployments deployed, TokenGate gate, Clock clock, RandomGenerator random) {
    this.node = node;
    this.config = node.config().homeAssistant();
    this.deployed = deployed;
    this.facade = new Facade(node.bus(), clock, random, Limits.DEFAULT.clients());
    FacadeSettings settings =
        new FacadeSettings(node.config().house(), config.cookie(), Limits.DEFAULT);
    this.routes = new FacadeRoutes(node.vertx(), node.bus(), gate, facade, settings);
  }

  /** Opens a port that carries mounts, and says which it got. */
  @FunctionalInterface
  interface Opening {
    Future<Integer> open(int port, List<Mount> mounts);
  }

  /** Succeeds when it listens; at once when there is none. */
  Future<Void> open(Opening http) {
    Integer port = config.port();
    if (port == null) {
      return Future.succeededFuture();
    }
    return deployed
        .add(facade)
        .compose(ready -> http.open(port, List.of(routes)))
        .compose(this::announce);
  }

  private Future<Void> announce(int port) {
    if (!config.announce()) {
      return Future.succeededFuture();
    }
    MdnsNotice notice =
        new MdnsNotice(
            node.vertx(),
            MdnsFinder::network,
            MdnsNotice.homeAssistant(node.config().house(), port));
    deployed.undoWith(notice::stop);
    return notice.start();
  }
}
