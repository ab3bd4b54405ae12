package io.busbar.hub;

import io.busbar.bridge.management.BusTap;
import io.busbar.bridge.management.ManagementDoor;
import io.busbar.bridge.management.Readiness;
import io.busbar.bridge.management.Readiness.Check;
import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.hub.backup.Restore;
import io.busbar.hub.cli.BusbarVersion;
import io.busbar.hub.cluster.ClusterNode;
import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.DatabaseWatch;
import io.busbar.hub.database.Migrations;
import io.busbar.hub.database.Pools;
import io.busbar.hub.metrics.BusMetrics;
import io.busbar.hub.metrics.Meters;
import io.busbar.hub.metrics.Observers;
import io.busbar.verticles.database.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import io.vertx.sqlclient.Pool;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a node: an ordered start, each step with its undo, and a stop in reverse. */
public final class Hub implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final long STEP_SECONDS = 20;
  private static final long MIGRATION_SECONDS = 600;
  private static final int WATCHERS = 8;
  private static final int COME_AGAIN = 75;

  private final HubConfig config;
  private final Readiness readiness = new Readiness();
  private final UndoStack undo = new UndoStack();
  private volatile String phase = "starting";

  public Hub(HubConfig config) {
    this.config = config;
  }

  /**
   * Starts everything; returns when the node is ready. Must run on a thread that may block. When it
   * throws, what was started is stopped.
   */
  public Ready start() throws Exception {
    long begin = System.nanoTime();
    try {
      Ready ready = startAll();
      log.info(
          "Ready in {} ms ({} ms since the process began): {}",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
          ManagementFactory.getRuntimeMXBean().getUptime(),
          ready);
      return ready;
    } catch (Exception e) { // Rethrown: only the undoing belongs here.
      boolean unused = stop();
      throw e;
    }
  }

  /** Stops everything in reverse. Returns whether all went well. Stopping twice is harmless. */
  public boolean stop() {
    phase = "stopping";
    return undo.undoAll();
  }

  @Override
  public void close() {
    boolean unused = stop();
  }

  private Ready startAll() throws Exception {
    readiness.put("node", () -> Check.of("ready".equals(phase), "The node is " + phase + "."));
    HubFolder folder = HubFolder.open(config.storage().dir(), new SecureRandom());
    undo.push("the data directory", folder::close);
    refuseHalfRestored();
    try (DatabaseStart database = DatabaseStart.begin(config, folder, undo)) {
      PrometheusMeterRegistry meters = Meters.open();
      String id = NodeName.of(config, folder);
      ClusterNode cluster = joinCluster(id, database);
      Vertx vertx = openVertx(meters, cluster);
      BusTap tap = new BusTap(WATCHERS);
      HubBus bus =
          HubBus.open(vertx, Contracts.messages(), new Observers(new BusMetrics(meters), tap), id);
      Ready ready = new Ready(new ArrayList<>());
      Secret key = folder.key("management");
      openManagement(new ManagementDoor(vertx, bus, readiness, meters, tap, key.reveal()), ready);
      startPulse(vertx, bus, id);
      Database tables = openDatabase(vertx, database.await(), database.remedy());
      HouseKeys keys =
          HouseKeys.read(
              config.identity().jwtSecret(), folder, cluster == null ? null : cluster::sharedKey);
      deploy(
          new Node(
              vertx,
              bus,
              config,
              tables,
              meters,
              readiness,
              keys.signing(),
              keys.secrets(),
              id,
              cluster),
          ready);
      PortsFile.write(folder, ready.listening());
      phase = "ready";
      return ready;
    }
  }

  private void refuseHalfRestored() {
    Path dir = config.storage().dir();
    if (Restore.isPending(dir)) {
      throw new ConfigFault(
          "A restore into " + dir + " was not finished.",
          "Run `busbar restore` with the same file again.");
    }
  }

  private @Nullable ClusterNode joinCluster(String id, DatabaseStart database) throws Exception {
    Cluster cluster = config.node().cluster();
    if (cluster == null) {
      return null;
    }
    ClusterNode.Identity identity = new ClusterNode.Identity(id, BusbarVersion.number());
    ClusterNode node =
        ClusterNode.join(config, cluster, identity, database.await(), this::startAnew);
    undo.push("the membership", node::close);
    return node;
  }

  /** Ends with a code after which a service is started again. */
  private void startAnew() {
    Thread end =
        new Thread(
            () -> {
              boolean unused = stop();
              System.exit(COME_AGAIN);
            },
            "start-anew");
    end.start();
  }

  private Vertx openVertx(PrometheusMeterRegistry meters, @Nullable ClusterNode cluster)
      throws TimeoutException {
    TraceContext.install();
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
            .setMetricsOptions(Meters.options());
    VertxBuilder builder = Vertx.builder().with(options).withMetrics(Meters.factory(meters));
    if (Transport.EPOLL != null && Transport.EPOLL.available()) {
      builder = builder.withTransport(Transport.EPOLL);
    }
    Cluster settings = config.node().cluster();
    Vertx vertx =
        cluster == null || settings == null
            ? builder.build()
            : cluster.open(builder, options, settings.busPort());
    undo.push("Vert.x", () -> await(vertx.close(), STEP_SECONDS));
    return vertx;
  }

  private void openManagement(ManagementDoor door, Ready ready) throws TimeoutException {
    String host = config.management().host();
    int port = await(door.start(host, config.management().port()), STEP_SECONDS);
    undo.push("the management door", () -> await(door.stop(), STEP_SECONDS));
    ready.listening().add(new Running.Listening("management", Ready.url(host, port), port));
  }

  private void startPulse(Vertx vertx, HubBus bus, String id) throws TimeoutException {
    BusPulse pulse = new BusPulse(vertx, bus, id);
    undo.push("the bus pulse", () -> await(pulse.stop(), STEP_SECONDS));
    readiness.put("bus", pulse::check);
    await(pulse.start(), STEP_SECONDS);
  }

  private Database openDatabase(Vertx vertx, DatabaseAddress address, Runnable remedy)
      throws TimeoutException {
    Pool pool = openPool(vertx, address, "database", config.database().connections());
    DatabaseWatch watch =
        new DatabaseWatch(vertx, openPool(vertx, address, "database-watch", 1), remedy);
    var limit = config.database().connectWithin();
    await(watch.awaitUp(address, limit), limit.toSeconds() + STEP_SECONDS);
    Migrations migrations = new Migrations(vertx, pool, address, Migrations.FOLDER);
    int applied = await(migrations.run(), MIGRATION_SECONDS);
    log.debug("{} migrations were pending", applied);
    readiness.put("database", () -> Check.of(watch.isUp(), "The database does not answer."));
    watch.start();
    undo.push("the database watch", watch::stop);
    return new Database(pool, watch);
  }

  private Pool openPool(Vertx vertx, DatabaseAddress address, String name, int connections) {
    Pool pool = Pools.open(vertx, address, name, connections);
    undo.push("the pool " + name, () -> await(pool.close(), STEP_SECONDS));
    return pool;
  }

  private void deploy(Node node, Ready ready) throws TimeoutException {
    Running running = await(Assembly.deploy(node), STEP_SECONDS * 3);
    undo.push("services and doors", () -> await(running.stopping().get(), STEP_SECONDS));
    ready.listening().addAll(0, running.listening());
  }

  private static <T> T await(Future<T> future, long seconds) throws TimeoutException {
    return future.await(seconds, TimeUnit.SECONDS);
  }

  /**
   * A node that serves.
   *
   * @param listening every door
   */
  public record Ready(List<Running.Listening> listening) {
    static String url(String host, int port) {
      return url("http", host, port);
    }

    static String url(String scheme, String host, int port) {
      String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
      return scheme + "://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }

    @Override
    public String toString() {
      List<String> doors = listening.stream().map(each -> each.name() + " " + each.url()).toList();
      return String.join(", ", doors);
    }
  }
}
