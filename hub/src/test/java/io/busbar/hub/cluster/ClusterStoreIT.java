package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.EmbeddedPostgres;
import io.busbar.hub.database.Migrations;
import io.busbar.hub.database.Pools;
import io.busbar.verticles.cluster.NodeEntry;
import io.busbar.verticles.cluster.PgClusterStore;
import io.busbar.verticles.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterStoreIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();

  private EmbeddedPostgres postgres;
  private PgClusterStore store;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    postgres = new EmbeddedPostgres(folder, new Secret("kestrel-umbra-41"));
    DatabaseAddress address = postgres.start();
    Pool pool = Pools.open(vertx, address, "test", 2);
    int applied =
        new Migrations(vertx, pool, address, Migrations.FOLDER).run().await(120, TimeUnit.SECONDS);
    assertThat(applied).isPositive();
    store = new PgClusterStore(new Database(pool));
  }

  @AfterAll
  void stop() throws Exception {
    got(vertx.close());
    postgres.stop();
  }

  @Test
  void givesANameToOneLifeAtATime() throws TimeoutException {
    assertThat(got(store.enlist(node("a", "run-1"), LONG))).contains(1L);
    assertThat(got(store.enlist(node("a", "run-2"), LONG))).isEmpty();
    assertThat(got(store.enlist(node("a", "run-1"), LONG))).contains(1L);
    assertThat(got(store.living())).extracting(NodeEntry::nodeId).contains("a");
    got(store.resign(node("a", "run-1")));
    assertThat(got(store.living())).extracting(NodeEntry::nodeId).doesNotContain("a");
    assertThat(got(store.enlist(node("a", "run-2"), LONG))).contains(2L);
    assertThat(got(store.renew(node("a", "run-1"), LONG))).isFalse();
    assertThat(got(store.renew(node("a", "run-2"), LONG))).isTrue();
  }

  @Test
  void letsALeaseEnd() throws TimeoutException {
    assertThat(got(store.enlist(node("b", "run-1"), SHORT))).contains(1L);
    await().until(() -> got(store.enlist(node("b", "run-2"), LONG)).equals(Optional.of(2L)));
  }

  @Test
  void givesADutyToOneNodeAtATime() throws TimeoutException {
    assertThat(got(store.hold("watch", node("a", "x"), LONG))).isTrue();
    assertThat(got(store.hold("watch", node("b", "y"), LONG))).isFalse();
    assertThat(got(store.hold("watch", node("a", "x"), LONG))).isTrue();
    assertThat(got(store.duties())).contains(new Duty("watch", "a", 1));
    got(store.release("watch", node("b", "y")));
    assertThat(got(store.hold("watch", node("b", "y"), LONG))).isFalse();
    got(store.release("watch", node("a", "x")));
    assertThat(got(store.hold("watch", node("b", "y"), LONG))).isTrue();
    assertThat(got(store.duties())).contains(new Duty("watch", "b", 2));
    got(store.resign(node("b", "y")));
    assertThat(got(store.duties())).extracting(Duty::name).doesNotContain("watch");
  }

  @Test
  void keepsTheFirstKeyOfAName() throws TimeoutException {
    assertThat(got(store.key("jwt"))).isEmpty();
    assertThat(got(store.keepKey("jwt", "one"))).isEqualTo("one");
    assertThat(got(store.keepKey("jwt", "two"))).isEqualTo("one");
    assertThat(got(store.key("jwt"))).contains("one");
  }

  @Test
  void isOneHouse() throws TimeoutException {
    assertThat(got(store.house())).isNotEmpty().isEqualTo(got(store.house()));
    assertThat(got(store.now())).isNotNull();
  }

  private static NodeEntry node(String id, String run) {
    return new NodeEntry(id, run, 0, "busbar", "1.0.0", "127.0.0.1:1", NOON);
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
