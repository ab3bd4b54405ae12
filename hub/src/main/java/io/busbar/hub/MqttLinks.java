package io.busbar.hub;

import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.management.Readiness.Check;
import io.busbar.bridge.mqtt.BrokerApi;
import io.busbar.bridge.mqtt.JoinedBrokers;
import io.busbar.bridge.mqtt.MessageLink;
import io.busbar.bridge.mqtt.foreign.ForeignBroker;
import io.busbar.bridge.mqtt.foreign.ForeignCounts;
import io.busbar.bridge.mqtt.foreign.ForeignSettings;
import io.busbar.bridge.mqtt.homeassistant.Export;
import io.busbar.bridge.mqtt.house.HouseCounts;
import io.busbar.bridge.mqtt.house.HouseDoor;
import io.busbar.bridge.mqtt.house.RequestDoor;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.config.MqttHouse;
import io.busbar.hub.config.Secret;
import io.busbar.hub.metrics.BrokerMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The brokers of a node as one, own and foreign, and the house on them. */
final class MqttLinks {
  private static final String CHECK = "mqttBridge";
  private static final String DUTY = "mqtt-house";
  private static final Duration LEASE = Duration.ofSeconds(6);

  private final Node node;
  private final Deployments deployed;
  private final Deployments telling;
  private final @Nullable BrokerApi own;
  private final @Nullable ForeignBroker foreign;
  private final ForeignCounts foreignCounts = new ForeignCounts();
  private final HouseCounts houseCounts = new HouseCounts();
  private volatile @Nullable HouseDoor house;

  /**
   * @param own null: the hub has no broker of its own
   */
  MqttLinks(Node node, Deployments deployed, @Nullable BrokerApi own, RandomGenerator random) {
    this.node = node;
    this.deployed = deployed;
    this.telling = new Deployments(node.vertx());
    this.own = own;
    MqttHouse.Bridge bridge = node.config().mqttHouse().bridge();
    this.foreign =
        bridge == null
            ? null
            : new ForeignBroker(
                settings(bridge, clientId(bridge)), node.bus(), foreignCounts, random);
  }

  /** Whether there is any broker to publish to. */
  boolean areThere() {
    return own != null || foreign != null;
  }

  /** Every broker as one; without any it fails UNAVAILABLE. */
  MessageLink all() {
    BrokerApi here = own;
    ForeignBroker there = foreign;
    if (here == null) {
      return there == null ? MessageLink.NONE : there;
    }
    return there == null ? here : new JoinedBrokers(here, there);
  }

  /** Succeeds when the foreign broker was tried and the house is told. */
  Future<Void> open(LiveFeed feed) {
    if (!areThere()) {
      return Future.succeededFuture();
    }
    BrokerMetrics.show(node.meters(), houseCounts);
    return openForeign()
        .compose(
            heard ->
                new Sites(node, deployed).add(DUTY, LEASE, () -> tell(feed), this::tellNothing));
  }

  /** Tells the house goodbye. Succeeds when it is said, or very soon. */
  Future<Void> end() {
    HouseDoor door = house;
    return door == null ? Future.succeededFuture() : door.end();
  }

  /** Before clients can come: succeeds when what they ask of the house is heard, and kept to it. */
  Future<Void> openRequests() {
    BrokerApi here = own;
    return here == null
        ? Future.succeededFuture()
        : deployed.add(new RequestDoor(node.bus(), here, all(), settings(), houseCounts));
  }

  private Future<Void> tell(LiveFeed feed) {
    HouseDoor door =
        new HouseDoor(
            node.bus(), feed, new HouseDoor.Links(all(), foreign), settings(), houseCounts);
    house = door;
    return telling.add(door);
  }

  private Future<Void> tellNothing() {
    house = null;
    return telling.undo();
  }

  private Future<Void> openForeign() {
    ForeignBroker there = foreign;
    if (there == null) {
      return Future.succeededFuture();
    }
    BrokerMetrics.show(node.meters(), foreignCounts);
    node.readiness().put(CHECK, this::check);
    return deployed.add(there);
  }

  /** A foreign broker that is away is no reason to take this node out of service. */
  private Check check() {
    return new Check(
        true, foreignCounts.isConnected() ? "" : "The foreign MQTT broker cannot be reached.");
  }

  private HouseDoor.Settings settings() {
    MqttHouse config = node.config().mqttHouse();
    Export.Form form =
        switch (config.homeAssistant()) {
          case DEVICE -> Export.Form.DEVICE;
          case SINGLE -> Export.Form.SINGLE;
          case OFF -> null;
        };
    return new HouseDoor.Settings(
        form, config.homeAssistantPrefix(), node.config().house().name(), BusbarVersion.number());
  }

  /** Nodes of one house must not push each other out. */
  private @Nullable String clientId(MqttHouse.Bridge bridge) {
    String given = bridge.clientId();
    return node.cluster() == null
        ? given
        : "%s-%s".formatted(Objects.requireNonNullElse(given, "busbar"), node.id());
  }

  private static ForeignSettings settings(MqttHouse.Bridge bridge, @Nullable String clientId) {
    Secret password = bridge.password();
    return new ForeignSettings(
        bridge.host(),
        bridge.port(),
        bridge.tls(),
        bridge.certificates() == null ? null : bridge.certificates().toString(),
        bridge.user(),
        password == null ? null : password.reveal(),
        clientId,
        bridge.keepAlive());
  }
}
