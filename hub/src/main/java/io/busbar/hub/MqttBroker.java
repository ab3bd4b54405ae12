package io.busbar.hub;

import io.busbar.bridge.mqtt.BrokerApi;
import io.busbar.bridge.mqtt.BrokerCounts;
import io.busbar.bridge.mqtt.BrokerLimits;
import io.busbar.bridge.mqtt.MqttDoor;
import io.busbar.bridge.mqtt.MqttWebSocket;
import io.busbar.contracts.broker.BrokerContract.Right;
import io.busbar.contracts.value.Bytes;
import io.busbar.hub.cli.BusbarVersion;
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

/** The MQTT broker of a node: its service and its door. Without a port there is neither. */
final class MqttBroker {
  private static final Logger log = LoggerFactory.getLogger(MqttBroker.class);
  private static final List<Right> SELF = List.of(new Right("$SYS/#", true, false));

  private final Node node;
  private final HubConfig.Mqtt config;
  private final Deployments deployed;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final MqttDoor door;

  MqttBroker(
      Node node,
      Deployments deployed,
      InstantSource clock,
      RandomGenerator random,
      String nodeName) {
    this.node = node;
    this.config = node.config().mqtt();
    this.deployed = deployed;
    this.clock = clock;
    this.random = random;
    BrokerCounts counts = new BrokerCounts();
    BrokerMetrics.show(node.meters(), counts);
    this.door = new MqttDoor(settings(nodeName), node.bus(), counts, clock, random);
  }

  /** Whether there is a broker at all. */
  boolean isWanted() {
    return config.port() != null || config.tlsPort() != null;
  }

  /** The broker as other parts of the hub use it; fails UNAVAILABLE where there is none. */
  BrokerApi api() {
    return door.api();
  }

  /** What programs publish with. */
  MessageSender messages() {
    return isWanted() ? this::publish : MessageSender.NONE;
  }

  private Future<Void> publish(Action.Mqtt message) {
    Bytes payload = Bytes.of(message.payload());
    return api().publish(message.topic(), payload, message.qos(), message.retain());
  }

  /** Carries it over WebSocket. */
  MqttWebSocket webSocket() {
    return new MqttWebSocket(door);
  }

  /** Succeeds when its ports listen; at once when there is no broker. */
  Future<Void> open() {
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
        .compose(served -> deployed.add(door));
  }

  /** Says goodbye to all clients. Succeeds when what they must not lose is on disk. */
  Future<Void> end() {
    return door.end();
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
            config.messagesPerSecond(),
            config.keepAlive());
    return new MqttDoor.Settings(
        node.config().server().host(),
        config.port(),
        tls(),
        limits,
        BusbarVersion.number(),
        nodeName,
        node.vertx().isClustered());
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
    return new BrokerSettings(users, rights);
  }
}
