package io.busbar.hub;

import io.busbar.contracts.value.House;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the local network of one door (mDNS). A network that cannot be told is no failure. */
final class MdnsNotice {
  private static final Logger log = LoggerFactory.getLogger(MdnsNotice.class);
  private static final String HOME_ASSISTANT = "_home-assistant._tcp.local.";
  private static final String SPOKEN = "2024.1.0";

  private final Vertx vertx;
  private final Callable<InetAddress> network;
  private final Service service;
  private volatile @Nullable JmDNS responder;

  /**
   * @param texts what is said of it beside name and port
   */
  record Service(String type, String name, int port, Map<String, String> texts) {}

  MdnsNotice(Vertx vertx, Callable<InetAddress> network, Service service) {
    this.vertx = vertx;
    this.network = network;
    this.service = service;
  }

  /** What Home Assistant says of itself. */
  static Service homeAssistant(House house, int port) {
    return new Service(
        HOME_ASSISTANT,
        house.name(),
        port,
        Map.of(
            "location_name", house.name(),
            "version", SPOKEN,
            "requires_api_password", "True",
            "base_url", "",
            "internal_url", "",
            "external_url", ""));
  }

  /** Succeeds when it was told, or cannot be. */
  Future<Void> start() {
    return vertx
        .executeBlocking(this::register, false)
        .recover(
            cause -> {
              log.warn("{} is not announced: {}", service.type(), cause.getMessage());
              return Future.succeededFuture();
            })
        .mapEmpty();
  }

  /** Succeeds when it is taken back. */
  Future<Void> stop() {
    JmDNS open = responder;
    return open == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(() -> close(open), false).mapEmpty();
  }

  private boolean register() throws Exception {
    JmDNS opened = JmDNS.create(network.call());
    responder = opened;
    opened.registerService(
        ServiceInfo.create(service.type(), service.name(), service.port(), 0, 0, service.texts()));
    return true;
  }

  private static boolean close(JmDNS open) throws IOException {
    open.unregisterAllServices();
    open.close();
    return true;
  }
}
