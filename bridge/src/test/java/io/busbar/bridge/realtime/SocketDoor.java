package io.busbar.bridge.realtime;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.live.Happenings;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.protocol.ProtocolCommands;
import io.busbar.bridge.socketio.SocketIoOptions;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.engineio.EngineOptions;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.SmallHouse;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The namespaces on a real server over a real bus, with a feed that beats fast. */
final class SocketDoor implements AutoCloseable {
  static {
    TraceContext.install();
  }

  final Vertx vertx = Vertx.vertx();
  final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  final SmallIdentity identity = new SmallIdentity();
  final SmallHouse house = new SmallHouse();
  final LiveFeed feed;
  final Realtime realtime;
  private final AtomicInteger port = new AtomicInteger();

  SocketDoor(Realtime.Limits limits, int maxClients) {
    this(
        limits,
        maxClients,
        List.of(Happenings.state("lamp", 1, "v", 0), Happenings.state("plug", 1, "v", 0)));
  }

  SocketDoor(Realtime.Limits limits, int maxClients, List<DeviceState> present) {
    Clock clock = Clock.systemUTC();
    this.feed =
        new LiveFeed(
            bus,
            clock,
            "node-a",
            new LiveFeed.Limits(maxClients, maxClients, 1000, Duration.ofMillis(200)));
    TokenGate gate = new TokenGate(bus, clock);
    this.realtime =
        new Realtime(
            bus,
            SocketIoServer.create(SocketIoOptions.of(engine(limits.queuedEvents()))),
            feed,
            gate,
            new ProtocolCommands(bus, clock, "1.2.3"),
            clock,
            "node-a",
            limits);
    HttpDoor.Settings where = new HttpDoor.Settings("127.0.0.1", 0, HttpLimits.DEFAULT);
    LiveStates known = new LiveStates(present, 1);
    Object deployed =
        Await.result(
            bus.serve(StatesContract.LIVE, nothing -> Future.succeededFuture(known))
                .compose(up -> Happenings.serveRegistered(bus))
                .compose(up -> house.start(bus))
                .compose(up -> identity.start(bus))
                .compose(up -> gate.start())
                .compose(up -> vertx.deployVerticle(feed))
                .compose(up -> vertx.deployVerticle(realtime))
                .compose(
                    up ->
                        vertx.deployVerticle(
                            new HttpDoor(where, where.shared(), List.of(realtime), port::set))));
    assert deployed != null;
  }

  /** As the hub sets it: few packets may wait, and each may be large. */
  private static EngineOptions engine(int queuedEvents) {
    return EngineOptions.at("/socket.io/")
        .with(
            new EngineOptions.Limits(
                1_000_000, queuedEvents * 2, 32L << 20, 1000, Duration.ofSeconds(10)));
  }

  static SocketDoor open() {
    return new SocketDoor(new Realtime.Limits(100, Duration.ofSeconds(30)), 100);
  }

  int port() {
    return port.get();
  }

  void happen(String device, long version, Object value) {
    bus.publish(StatesContract.CHANGED, Happenings.changed(device, version, value));
  }

  /** A client of an administrator. */
  SocketIoClient client(String namespace) {
    return client(namespace, Map.of("token", SmallIdentity.ADMIN));
  }

  SocketIoClient client(String namespace, Map<String, ?> auth) {
    return SocketIoClient.open(vertx, port.get(), namespace, auth);
  }

  @Override
  public void close() {
    Await.result(vertx.close());
  }
}
