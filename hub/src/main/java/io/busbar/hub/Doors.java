package io.busbar.hub;

import io.busbar.bridge.auth.TokenGate;
import io.busbar.bridge.console.Console;
import io.busbar.bridge.docs.Documents;
import io.busbar.bridge.driver.DriverSocket;
import io.busbar.bridge.http.HttpDoor;
import io.busbar.bridge.http.HttpLimits;
import io.busbar.bridge.http.Mount;
import io.busbar.bridge.live.LiveFeed;
import io.busbar.bridge.protocol.ProtocolCommands;
import io.busbar.bridge.realtime.BusRelay;
import io.busbar.bridge.realtime.Realtime;
import io.busbar.bridge.socketio.SocketIoOptions;
import io.busbar.bridge.socketio.SocketIoServer;
import io.busbar.bridge.socketio.engineio.Cors;
import io.busbar.bridge.socketio.engineio.EngineOptions;
import io.busbar.bridge.sse.SseStream;
import io.busbar.bridge.surface.LanOrigins;
import io.busbar.bridge.surface.hook.HookDoor;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.bridge.surface.hos.HosSettings;
import io.busbar.bridge.surface.hos.HosSettings.EnvelopeStyle;
import io.busbar.contracts.driver.DriverDoor;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.metrics.Gauges;
import io.busbar.hub.metrics.HttpMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The public doors of a node: REST, SSE, console, documents and the driver socket. */
final class Doors {
  private static final String SOCKET_IO = "/socket.io/";
  private static final int SOCKET_MESSAGE = 1_000_000;

  /** One answer to a command may list thousands of devices. */
  private static final long SOCKET_BACKLOG = 32L << 20;

  private static final Duration UPGRADED = Duration.ofSeconds(10);
  private static final Duration BLOCKED_READER = Duration.ofSeconds(30);
  private static final Duration DRAINED = Duration.ofSeconds(4);
  private static final Duration ANSWERED = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Node node;
  private final HubConfig config;
  private final Deployments deployed;
  private final LiveFeed feed;
  private final TokenGate gate;
  private final Realtime realtime;
  private final DriverSocket driverSocket;
  private final Clock clock;
  private final MqttBroker mqtt;
  private final List<HttpDoor.Shared> open = new ArrayList<>();
  private final AtomicInteger httpPort = new AtomicInteger();
  private final AtomicInteger driverPort = new AtomicInteger();
  private final AtomicInteger facadePort = new AtomicInteger();
  private final HomeAssistantDoor homeAssistant;

  Doors(
      Node node,
      Deployments deployed,
      DriverDoor drivers,
      MqttBroker mqtt,
      Clock clock,
      RandomGenerator random,
      String nodeName) {
    this.node = node;
    this.vertx = node.vertx();
    this.config = node.config();
    this.deployed = deployed;
    this.clock = clock;
    this.mqtt = mqtt;
    this.feed = new LiveFeed(node.bus(), clock, nodeName, limits(config.live()));
    this.gate = new TokenGate(node.bus(), clock);
    this.realtime = realtime(nodeName);
    this.homeAssistant = new HomeAssistantDoor(node, deployed, gate, clock, random);
    this.driverSocket = new DriverSocket(vertx, drivers, policy(config.drivers()));
  }

  /** Succeeds when every door listens. */
  Future<Void> open() {
    Gauges.live(node.meters(), feed);
    Gauges.sockets(node.meters(), realtime);
    return deployed
        .add(feed)
        .compose(done -> gate.start())
        .compose(done -> deployed.add(realtime))
        .compose(done -> mqtt.open(feed))
        .compose(done -> openHttp())
        .compose(done -> openDriverPort())
        .compose(done -> homeAssistant.open(this::openFacade));
  }

  /**
   * Ends live streams and sockets, whose clients connect again by themselves, and takes no more
   * connections. Succeeds when every request that came in is answered, or after a few seconds.
   */
  Future<Void> drain() {
    return realtime.close().transform(closed -> drainRequests());
  }

  private Future<Void> drainRequests() {
    feed.end();
    return mqtt.end().transform(ended -> drainHttp());
  }

  private Future<Void> drainHttp() {
    return Future.join(open.stream().map(door -> door.drain(vertx, DRAINED)).toList()).mapEmpty();
  }

  /** Succeeds when no request waits for its answer, or after a moment. */
  Future<Void> answered() {
    return Future.join(open.stream().map(door -> door.answered(vertx, ANSWERED)).toList())
        .mapEmpty();
  }

  int httpPort() {
    return httpPort.get();
  }

  int driverPort() {
    return driverPort.get() == 0 ? httpPort.get() : driverPort.get();
  }

  /** An address under which the doors are reached from this machine. */
  String nearHost() {
    String host = config.server().host();
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  List<Running.Listening> listening() {
    String host = config.server().host();
    List<Running.Listening> doors = new ArrayList<>();
    doors.add(new Running.Listening("http", Hub.Ready.url(host, httpPort.get()), httpPort.get()));
    if (driverPort.get() != 0) {
      doors.add(
          new Running.Listening("driver", Hub.Ready.url(host, driverPort.get()), driverPort.get()));
    }
    if (facadePort.get() != 0) {
      doors.add(
          new Running.Listening(
              "homeassistant", Hub.Ready.url(host, facadePort.get()), facadePort.get()));
    }
    doors.addAll(mqtt.listening());
    return doors;
  }

  private Future<Void> openHttp() {
    deployed.undoWith(gate::stop);
    HosSettings hos =
        new HosSettings(
            EnvelopeStyle.valueOf(config.server().envelope().name()),
            Set.copyOf(config.server().corsOrigins()));
    SseStream sse =
        new SseStream(
            vertx, feed, clock, new SseStream.Limits(config.live().queue(), BLOCKED_READER));
    List<Mount> mounts =
        List.of(
            driverSocket,
            realtime,
            mqtt.isWanted() ? mqtt.webSocket() : Mount.NONE,
            new HosRoutes(
                vertx,
                node.bus(),
                gate,
                hos,
                Map.of("sse", sse),
                new HttpMetrics(node.meters(), HosRoutes.SYSTEM)),
            new HookDoor(vertx, node.bus()),
            new Documents(vertx),
            new Console(vertx));
    return serve(config.server().port(), mounts, httpPort);
  }

  private Future<Void> openDriverPort() {
    Integer own = config.server().driverPort();
    if (own == null || own == config.server().port()) {
      return Future.succeededFuture();
    }
    return serve(own, List.of(driverSocket), driverPort);
  }

  private Future<Integer> openFacade(int port, List<Mount> mounts) {
    return serve(port, mounts, facadePort).map(done -> facadePort.get());
  }

  private Future<Void> serve(int port, List<Mount> mounts, AtomicInteger taken) {
    HttpDoor.Settings settings =
        new HttpDoor.Settings(
            config.server().host(),
            port,
            HttpLimits.DEFAULT
                .messages((int) config.drivers().maxFrame().bytes())
                .connections(config.server().connectionsPerAddress()));
    HttpDoor.Shared shared = settings.shared(open.size() + 1);
    open.add(shared);
    int instances = Math.max(1, Runtime.getRuntime().availableProcessors());
    return deployed.add(() -> new HttpDoor(settings, shared, mounts, taken::set), instances);
  }

  private Realtime realtime(String nodeName) {
    Set<String> origins = Set.copyOf(config.server().corsOrigins());
    EngineOptions engine =
        EngineOptions.at(SOCKET_IO)
            .with(Cors.of(new LanOrigins(origins)::accepts))
            .with(BusRelay.cluster(node.bus(), nodeName))
            .with(
                new EngineOptions.Limits(
                    SOCKET_MESSAGE,
                    config.live().queue() * 2,
                    SOCKET_BACKLOG,
                    config.live().maxClients() * 2,
                    UPGRADED));
    return new Realtime(
        node.bus(),
        SocketIoServer.create(SocketIoOptions.of(engine)),
        feed,
        gate,
        new ProtocolCommands(node.bus(), clock, BusbarVersion.number()),
        clock,
        nodeName,
        new Realtime.Limits(config.live().queue(), BLOCKED_READER));
  }

  private static LiveFeed.Limits limits(HubConfig.Live live) {
    return new LiveFeed.Limits(
        live.maxClients(), live.maxClientsPerUser(), live.replay(), live.heartbeat());
  }

  private static DriverSocket.Policy policy(HubConfig.Drivers drivers) {
    Secret token = drivers.token();
    return new DriverSocket.Policy(
        drivers.remote(), token == null ? null : token.reveal(), (int) drivers.maxFrame().bytes());
  }
}
