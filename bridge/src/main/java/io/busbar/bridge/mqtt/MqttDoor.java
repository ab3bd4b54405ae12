package io.busbar.bridge.mqtt;

import io.busbar.bridge.mqtt.model.Session;
import io.busbar.bridge.mqtt.packet.Reason;
import io.busbar.contracts.broker.BrokerContract.StoredSession;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT broker of a node: one instance, one event loop. It listens on TCP, on TLS when told to,
 * and serves what {@link MqttWebSocket} brings.
 */
public final class MqttDoor extends VerticleBase {
  private static final long TICK_MS = 1000;
  private static final int SAY_EVERY = 10;
  private static final int SWEEP_EVERY = 60;
  private static final Duration CLOSED = Duration.ofSeconds(2);
  private static final Duration FLUSHED = Duration.ofSeconds(5);

  private final Settings settings;
  private final HubBus bus;
  private final BrokerCounts counts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<NetServer> servers = new ArrayList<>();
  private final LocalBroker local = new LocalBroker();
  private @Nullable Parts parts;
  private int port;
  private int tlsPort;
  private long ticks;

  /**
   * @param port 0: any free one; null: no TCP
   * @param tls null: no TLS
   * @param version of the hub, for {@code $SYS}
   * @param node the name of this node
   * @param neighbours null: this node is alone
   */
  public record Settings(
      String host,
      @Nullable Integer port,
      @Nullable Tls tls,
      BrokerLimits limits,
      String version,
      String node,
      @Nullable Neighbours neighbours) {}

  /** A port with a certificate, both files in PEM. */
  public record Tls(int port, String certificate, String key) {}

  private record Parts(
      Context context,
      Broker broker,
      Router router,
      Journal journal,
      Gate gate,
      Admission admission,
      SysTopics sys,
      @Nullable Companions companions) {}

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   */
  public MqttDoor(
      Settings settings,
      HubBus bus,
      BrokerCounts counts,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.bus = bus;
    this.counts = counts;
    this.clock = clock;
    this.random = random;
  }

  /** The broker as other parts of the hub use it; works once this is deployed. */
  public BrokerApi api() {
    return local;
  }

  /** The port it listens on; 0: it does not. */
  public int port() {
    return port;
  }

  /** The TLS port it listens on; 0: it does not. */
  public int tlsPort() {
    return tlsPort;
  }

  /** Succeeds when everything from before a restart is back and every port listens. */
  @Override
  public Future<?> start() {
    Parts made = make();
    parts = made;
    BrokerMemory memory =
        new BrokerMemory(bus, made.broker(), made.router(), stored -> session(stored, made));
    return bringBack(made, memory).compose(back -> open(made));
  }

  /** Succeeds when clients were told goodbye and what they must not lose is on disk. */
  @Override
  public Future<?> stop() {
    Parts made = parts;
    if (made == null) {
      return Future.succeededFuture();
    }
    local.close();
    return end()
        .transform(ended -> Future.join(servers.stream().map(MqttDoor::close).toList()))
        .transform(closed -> stopHearing(made));
  }

  private static Future<Void> stopHearing(Parts made) {
    Companions companions = made.companions();
    return companions == null ? Future.succeededFuture() : companions.stop();
  }

  private Future<Void> bringBack(Parts made, BrokerMemory memory) {
    Companions companions = made.companions();
    return companions == null
        ? memory.restore()
        : companions.start(
            new Moving.Ground(
                vertx, new Here(context), bus, made.broker(), made.router(), made.journal()),
            memory,
            made.gate());
  }

  /**
   * Lets nobody in any more and says goodbye to all. Succeeds when what they must not lose is on
   * disk; fails when that takes too long.
   */
  public Future<Void> end() {
    Parts made = parts;
    if (made == null) {
      return Future.succeededFuture();
    }
    Promise<Void> ended = Promise.promise();
    made.context().runOnContext(turn -> stopBroker(made).onComplete(ended));
    return ended.future();
  }

  /** Takes a WebSocket over, from whatever event loop it lives on. */
  void accept(ServerWebSocket socket, Context own) {
    Parts made = parts;
    if (made == null) {
      socket.close().onFailure(gone -> {});
      return;
    }
    WebSocketLink link = new WebSocketLink(socket, own, made.context());
    socket.pause();
    made.context().runOnContext(turn -> converse(made, link, link::listen));
  }

  private Parts make() {
    Broker[] broker = new Broker[1];
    Journal journal =
        new Journal(
            vertx,
            bus,
            (client, sequence) -> broker[0].durable(client, sequence),
            () -> broker[0].eased());
    Router router = new Router(settings.limits(), journal, clock);
    Neighbours neighbours = settings.neighbours();
    Companions companions =
        neighbours == null
            ? null
            : new Companions(context, bus, settings.node(), neighbours, journal, router);
    broker[0] =
        new Broker(
            new Broker.Ground(settings.limits(), counts, clock, random),
            new Turn(context),
            journal,
            router,
            companions == null ? Peers.NONE : companions.peers(),
            local.hooks());
    return new Parts(
        context,
        broker[0],
        router,
        journal,
        new Gate(bus, clock),
        new Admission(settings.limits(), clock),
        new SysTopics(router, counts, settings.version(), clock.millis()),
        companions);
  }

  private ClientSession session(StoredSession stored, Parts made) {
    return new ClientSession(
        new Session(stored.clientId(), stored.expirySeconds()),
        stored.username(),
        made.journal(),
        settings.limits(),
        counts);
  }

  private Future<Void> open(Parts made) {
    vertx.setPeriodic(TICK_MS, tick -> tick(made));
    tick(made);
    local.open(made.context(), made.broker(), made.router());
    Integer plain = settings.port();
    Tls tls = settings.tls();
    Future<Integer> tcp = plain == null ? Future.succeededFuture(0) : listen(made, options(plain));
    return tcp.compose(
            taken -> {
              port = taken;
              return tls == null ? Future.succeededFuture(0) : listen(made, secured(tls));
            })
        .map(
            taken -> {
              tlsPort = taken;
              return null;
            });
  }

  private Future<Integer> listen(Parts made, NetServerOptions options) {
    NetServer server = vertx.createNetServer(options);
    servers.add(server);
    return server
        .connectHandler(socket -> accept(made, socket))
        .listen()
        .map(NetServer::actualPort)
        .recover(cause -> Future.failedFuture(taken(options.getPort(), cause)));
  }

  private static HubFailure taken(int port, Throwable cause) {
    String hint = "Set BUSBAR_MQTT_PORT to another port, or to off.";
    return HubFailure.unavailable(
        "MQTT cannot listen on port %d (%s). %s".formatted(port, cause.getMessage(), hint), hint);
  }

  private NetServerOptions options(int wanted) {
    NetServerOptions options = new NetServerOptions();
    options.setHost(settings.host());
    options.setPort(wanted);
    options.setTcpNoDelay(true);
    return options;
  }

  private NetServerOptions secured(Tls tls) {
    NetServerOptions options = options(tls.port());
    options.setSsl(true);
    options.setKeyCertOptions(
        new PemKeyCertOptions().setCertPath(tls.certificate()).setKeyPath(tls.key()));
    return options;
  }

  private void accept(Parts made, NetSocket socket) {
    SocketLink link = new SocketLink(vertx, socket, (ContextInternal) made.context());
    converse(made, link, link::listen);
  }

  private void converse(Parts made, Link link, Consumer<Link.Listener> listen) {
    Reason welcome = made.admission().enter(link.address());
    Conversation conversation =
        new Conversation(vertx, made.broker(), made.gate(), link, welcome, made.admission()::leave);
    listen.accept(conversation);
    if (made.admission().isFlooded()) {
      link.close();
    } else {
      conversation.start();
    }
    link.resume();
  }

  private void tick(Parts made) {
    made.broker().tick();
    if (made.companions() != null) {
      made.companions().tick();
    }
    if (ticks % SAY_EVERY == 0) {
      made.sys().say(clock.millis());
    }
    if (ticks % SWEEP_EVERY == 0) {
      made.router().sweep();
    }
    ticks++;
  }

  private static Future<Void> close(NetServer server) {
    return server.shutdown(CLOSED.toSeconds(), TimeUnit.SECONDS);
  }

  private static Future<Void> stopBroker(Parts made) {
    made.admission().close();
    made.broker().stop();
    return made.journal().durable().timeout(FLUSHED.toSeconds(), TimeUnit.SECONDS);
  }
}
