package io.busbar.hub.cluster;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.hub.config.Cluster;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.DatabaseWatch;
import io.busbar.hub.database.Migrations;
import io.busbar.hub.database.Pools;
import io.busbar.verticles.cluster.ClusterStore;
import io.busbar.verticles.cluster.NodeEntry;
import io.busbar.verticles.cluster.PgClusterStore;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.secrets.SecretBox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters this node in the database before it meets the others, and keeps it entered. It has an
 * event loop and connections of its own, so that a busy house costs no node its place.
 */
final class Scout implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final Logger log = LoggerFactory.getLogger(Scout.class);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final long STEP_SECONDS = 15;
  private static final long MIGRATION_SECONDS = 600;
  private static final int CONNECTIONS = 2;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Cluster cluster;
  private final Pool pool;
  private final ClusterStore store;
  private final Clock clock;
  private final Runnable onFrozen;
  private long timer = -1;
  private @Nullable Lease lease;
  private volatile long looked = System.nanoTime();

  /**
   * @param onFrozen called when this node stood still for so long that the others took it for dead,
   *     or another one has its name by now
   */
  Scout(Cluster cluster, DatabaseAddress address, Clock clock, Runnable onFrozen) {
    this.onFrozen = onFrozen;
    this.cluster = cluster;
    this.clock = clock;
    this.pool = Pools.open(vertx, address, "cluster", CONNECTIONS);
    this.store = new PgClusterStore(new Database(pool));
  }

  ClusterStore store() {
    return store;
  }

  /** Waits for the database and brings its tables up to date. */
  void prepare(DatabaseAddress address, Duration limit) throws TimeoutException {
    DatabaseWatch watch = new DatabaseWatch(vertx, pool, () -> {});
    watch.awaitUp(address, limit).await(limit.toSeconds() + STEP_SECONDS, TimeUnit.SECONDS);
    int unused =
        new Migrations(vertx, pool, address, Migrations.FOLDER)
            .run()
            .await(MIGRATION_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Looks whether this node fits to what the database says of the others.
   *
   * @throws ConfigFault it does not; says what to change
   */
  void requireFit(NodeEntry self) throws TimeoutException {
    Instant before = clock.instant();
    Instant there = await(store.now());
    Instant after = clock.instant();
    if (Terms.areApart(there, before) && Terms.areApart(there, after)) {
      Duration off = Duration.between(there, after);
      throw Terms.CLOCK.fault("It is %.1f s off that of the database.".formatted(seconds(off)));
    }
    for (NodeEntry other : await(store.living())) {
      if (!other.cluster().equals(cluster.name())) {
        throw Terms.CLUSTER.fault(
            "This database is used by '%s', this node is of '%s'."
                .formatted(other.cluster(), cluster.name()));
      }
      if (!Terms.major(other.version()).equals(Terms.major(self.version()))) {
        throw Terms.VERSION.fault(
            "%s runs %s, this node %s.".formatted(other.nodeId(), other.version(), self.version()));
      }
    }
  }

  /** The nodes that are alive besides this one. */
  List<NodeEntry> others(NodeEntry self) throws TimeoutException {
    return await(store.living()).stream()
        .filter(node -> !node.nodeId().equals(self.nodeId()))
        .toList();
  }

  /**
   * Enters this node. A former life of it that did not say goodbye is waited for.
   *
   * @return the node with its epoch
   * @throws ConfigFault a node of this name lives
   */
  NodeEntry enlist(NodeEntry self) throws TimeoutException {
    long deadline = System.nanoTime() + LEASE.plusSeconds(2).toNanos();
    Optional<Long> epoch = await(store.enlist(self, LEASE));
    if (epoch.isEmpty()) {
      log.info("A node of this name has not said goodbye; waiting whether it is alive");
    }
    while (epoch.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw Terms.NODE.fault("'%s' is alive already.".formatted(self.nodeId()));
      }
      vertx.timer(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS).await();
      epoch = await(store.enlist(self, LEASE));
    }
    NodeEntry entered = withEpoch(self, epoch.get());
    looked = System.nanoTime();
    Lease kept = new Lease(store, entered, LEASE, onFrozen);
    lease = kept;
    timer = vertx.setPeriodic(RENEW_EVERY.toMillis(), tick -> renew(kept));
    return entered;
  }

  /**
   * A key all nodes have alike: the one the cluster keeps, or else this one.
   *
   * @throws ConfigFault it cannot be opened with the secret of this node
   */
  String sharedKey(String name, String own, SecureRandom random) throws TimeoutException {
    byte[] key = new SharedSecret(cluster.secret()).keyFor("keys");
    SecretBox box = new SecretBox(new SecretKeySpec(key, "AES"), random);
    Optional<String> kept = await(store.key(name));
    String sealed = kept.isPresent() ? kept.get() : await(store.keepKey(name, box.seal(name, own)));
    try {
      return box.open(name, sealed);
    } catch (HubFailure e) {
      throw Terms.SECRET.fault();
    }
  }

  /** Says goodbye. */
  void resign(NodeEntry self) throws TimeoutException {
    vertx.cancelTimer(timer);
    if (lease != null) {
      lease.end();
    }
    await(store.resign(self));
  }

  @Override
  public void close() throws TimeoutException {
    vertx.cancelTimer(timer);
    vertx.close().await(STEP_SECONDS, TimeUnit.SECONDS);
  }

  private void renew(Lease kept) {
    long now = System.nanoTime();
    long stood = now - looked;
    looked = now;
    if (stood > LEASE.toNanos()) {
      log.error(
          "This node stood still for {} s: starting anew", TimeUnit.NANOSECONDS.toSeconds(stood));
      kept.end();
      onFrozen.run();
      return;
    }
    kept.renew().onComplete(tried -> {});
  }

  private static NodeEntry withEpoch(NodeEntry self, long epoch) {
    return new NodeEntry(
        self.nodeId(),
        self.run(),
        epoch,
        self.cluster(),
        self.version(),
        self.address(),
        self.startedAt());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(STEP_SECONDS, TimeUnit.SECONDS);
  }
}
