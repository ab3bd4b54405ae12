package io.busbar.hub;

import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.mqtt.BrokerCounts;
import io.busbar.bridge.mqtt.BrokerLimits;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.MqttDoor;
import io.busbar.bridge.mqtt.MqttWebSocket;
import io.busbar.bridge.mqtt.Neighbours;
import io.busbar.contracts.broker.BrokerContract.Right;
import io.busbar.contracts.value.Bytes;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.metrics.BrokerMetrics;
import io.busbar.verticles.broker.BrokerSettings;
import io.busbar.verticles.broker.BrokerVerticle;
import io.busbar.verticles.broker.PgBrokerStore;
import io.busbar.verticles.programs.engine.MessageSender;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT of a node: its own broker, a foreign one, and the house on them. Each may be missing. */
final class MqttBroker {
  private static final Logger log = LoggerFactory.getLogger(MqttBroker.class);
  private static final List<Right> SELF = List.of(new Right("$SYS/#", true, false));

  private final Node node;
  private final HubConfig.Mqtt config;
  private final Deployments deployed;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final @Nullable Guest guest;
  private final MqttDoor door;
  private final MqttLinks links;

  /** Who may come until the hub stops, and nowhere but below a filter. */
  record Guest(String name, String password, String filter) {
    @Override
    public String toString() {
      return "Guest[%s]".formatted(name);
    }
  }

  MqttBroker(
      Node node,
      Deployments deployed,
      InstantSource clock,
      RandomGenerator random,
      String nodeName,
      @Nullable Guest guest) {
    this.node = node;
    this.config = node.config().mqtt();
    this.deployed = deployed;
    this.clock = clock;
    this.random = random;
    this.guest = guest;
    BrokerCounts counts = new BrokerCounts();
    BrokerMetrics.show(node.meters(), counts);
    this.door = new MqttDoor(settings(nodeName), node.bus(), counts, clock, random);
    this.links = new MqttLinks(node, deployed, isWanted() ? door.api() : null, random);
  }

  /** Whether there is a broker of its own. */
  boolean isWanted() {
    return config.port() != null || config.tlsPort() != null;
  }

  /** Every broker of the house as one, its own and a foreign one; UNAVAILABLE without any. */
  MessageLink api() {
    return links.all();
  }

  /** Whether there is any broker, its own or a foreign one. */
  boolean hasLink() {
    return links.areThere();
  }

  /** What programs publish with. */
  MessageSender messages() {
    return hasLink() ? this::publish : MessageSender.NONE;
  }

  private Future<Void> publish(Action.Mqtt message) {
    Bytes payload = Bytes.of(message.payload());
    return api().publish(message.topic(), payload, message.qos(), message.retain());
  }

  /** Carries it over WebSocket. */
  MqttWebSocket webSocket() {
    return new MqttWebSocket(door);
  }

  /** Succeeds when its ports listen and the house is told; at once without any broker. */
  Future<Void> open(LiveFeed feed) {
    return openOwn().compose(opened -> links.open(feed));
  }

  private Future<Void> openOwn() {
    if (!isWanted()) {
      return Future.succeededFuture();
    }
    return deployed
        .add(
            new BrokerVerticle(
                node.bus(),
                new PgBrokerStore(node.database()),
                users(),
                clock,
                random,
                PasswordHashing.Cost.DEFAULT,
                line -> log.warn("{}", line)))
        .compose(served -> links.openRequests())
        .compose(hooked -> deployed.add(door));
  }

  /** Says goodbye to all clients. Succeeds when what they must not lose is on disk. */
  Future<Void> end() {
    return links.end().transform(told -> door.end());
  }

  /** Where clients without TLS connect; 0 when they cannot. */
  int port() {
    return door.port();
  }

  /** What it listens on. */
  List<Running.Listening> listening() {
    List<Running.Listening> listening = new ArrayList<>();
    if (door.port() != 0) {
      listening.add(door("mqtt", "mqtt", door.port()));
    }
    if (door.tlsPort() != 0) {
      listening.add(door("mqtts", "mqtts", door.tlsPort()));
    }
    return listening;
  }

  private Running.Listening door(String name, String scheme, int port) {
    String host = node.config().server().host();
    return new Running.Listening(name, Hub.Ready.url(scheme, host, port), port);
  }

  private MqttDoor.Settings settings(String nodeName) {
    BrokerLimits limits =
        BrokerLimits.DEFAULT.with(
            config.maxClients(),
            (int) config.maxPacket().bytes(),
            config.queue(),
            config.retained(),
            config.messagesPerSecond(),
            config.keepAlive());
    return new MqttDoor.Settings(
        node.config().server().host(),
        config.port(),
        tls(),
        limits,
        BusbarVersion.number(),
        nodeName,
        neighbours());
  }

  private @Nullable Neighbours neighbours() {
    ClusterNode cluster = node.cluster();
    return cluster == null ? null : new Neighbours(cluster.self().run(), cluster::view);
  }

  private MqttDoor.@Nullable Tls tls() {
    Integer port = config.tlsPort();
    Path certificate = config.tlsCertificate();
    Path key = config.tlsKey();
    return port == null || certificate == null || key == null
        ? null
        : new MqttDoor.Tls(port, certificate.toString(), key.toString());
  }

  private BrokerSettings users() {
    Map<String, String> users = new HashMap<>();
    config.users().forEach((name, password) -> users.put(name, password.reveal()));
    Map<String, List<Right>> rights = new HashMap<>();
    for (HubConfig.TopicRight right : config.rights()) {
      rights
          .computeIfAbsent(right.user(), first -> new ArrayList<>(SELF))
          .add(new Right(right.filter(), right.read(), right.write()));
    }
    Map<String, String> guests = new HashMap<>();
    if (guest != null) {
      guests.put(guest.name(), guest.password());
      rights.put(guest.name(), List.of(new Right(guest.filter(), true, true)));
    }
    return new BrokerSettings(users, rights, guests);
  }
}
