package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Topics;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.CanIgnoreReturnValue;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A broker on loopback with a store that outlives it. */
final class BrokerUnderTest implements AutoCloseable {
  static final BrokerLimits LIMITS =
      new BrokerLimits(
          50,
          10_000,
          100,
          10_000,
          200,
          1 << 20,
          20,
          10,
          100_000,
          new Topics.Limits(100, 8),
          100,
          1 << 20,
          Duration.ofSeconds(60),
          Duration.ofDays(1));

  private final StoredBroker stored;
  private final BrokerLimits limits;
  private final AtomicLong passedMs = new AtomicLong();
  private final BrokerCounts counts = new BrokerCounts();
  private Vertx vertx;
  private MqttDoor door;
  private HubBus bus;

  private BrokerUnderTest(StoredBroker stored, BrokerLimits limits) {
    this.stored = stored;
    this.limits = limits;
    this.vertx = openVertx();
    this.bus = openBus();
    this.door = open(bus, "a");
  }

  static BrokerUnderTest open() {
    return open(LIMITS);
  }

  static BrokerUnderTest open(BrokerLimits limits) {
    return new BrokerUnderTest(new StoredBroker(), limits);
  }

  int port() {
    return door.port();
  }

  MqttDoor door() {
    return door;
  }

  BrokerApi api() {
    return door.api();
  }

  BrokerCounts counts() {
    return counts;
  }

  StoredBroker stored() {
    return stored;
  }

  Vertx vertx() {
    return vertx;
  }

  HubBus bus() {
    return bus;
  }

  /** Lets time pass for the broker. */
  void pass(Duration time) {
    long unused = passedMs.addAndGet(time.toMillis());
  }

  /** Ends it and starts it anew on what was stored. */
  void restart() {
    Await.result(vertx.close());
    vertx = openVertx();
    bus = openBus();
    door = open(bus, "a");
  }

  /** Another broker on the same bus, as on another node. */
  private MqttDoor open(HubBus on, String node) {
    MqttDoor opened = make(on, node, null);
    deploy(opened);
    return opened;
  }

  /** A broker with others beside it, not open yet. */
  MqttDoor make(String node, Neighbours neighbours) {
    return make(bus, node, neighbours);
  }

  /** Another broker that is not open yet. */
  MqttDoor make(String node) {
    return make(bus, node, null);
  }

  @CanIgnoreReturnValue
  String deploy(MqttDoor made) {
    return Await.result(vertx.deployVerticle(made));
  }

  private MqttDoor make(HubBus on, String node, @Nullable Neighbours neighbours) {
    return new MqttDoor(
        new MqttDoor.Settings("127.0.0.1", 0, null, limits, "1.2.3", node, neighbours),
        on,
        counts,
        () -> Instant.now().plusMillis(passedMs.get()),
        new Random(1));
  }

  private static Vertx openVertx() {
    TraceContext.install();
    return Vertx.vertx();
  }

  private HubBus openBus() {
    HubBus opened = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
    Object unused = Await.result(stored.serve(opened));
    return opened;
  }

  @Override
  public void close() {
    Await.result(vertx.close());
  }
}
