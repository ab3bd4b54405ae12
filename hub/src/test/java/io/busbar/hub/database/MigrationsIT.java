package io.busbar.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
  private Path postmasterFile = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres postgres = new EmbeddedPostgres(Path.of(""), PostgresRun.PASSWORD);
  private DatabaseAddress address =
      new DatabaseAddress("127.0.0.1", 1, "d", "u", PostgresRun.PASSWORD, SslMode.DISABLE);
  private Pool pool = PgBuilder.pool().connectingTo(address.options()).using(vertx).build();

  @BeforeAll
  void startPostgres(@TempDir Path folder) throws IOException {
    postgres = new EmbeddedPostgres(folder, PostgresRun.PASSWORD);
    address = postgres.start();
    postmasterFile = folder.resolve("db/postmaster.pid");
  }

  @BeforeEach
  void connect() throws TimeoutException {
    pool = pool(address);
    var unused = got(pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public").execute());
  }

  @AfterEach
  void disconnect() throws TimeoutException {
    got(pool.close());
  }

  @AfterAll
  void stopPostgres() throws Exception {
    postgres.stop();
    got(vertx.close());
  }

  @Test
  void appliesWhatIsPendingAndThenNothing() throws TimeoutException {
    assertThat(got(migrations("first").run())).isEqualTo(1);
    assertThat(got(migrations("first").isCurrent())).isTrue();
    assertThat(got(migrations("second").isCurrent())).isFalse();
    assertThat(got(migrations("second").run())).isEqualTo(1);
    assertThat(got(migrations("second").isCurrent())).isTrue();
    assertThat(got(migrations("second").run())).isZero();
    assertThat(got(pool.query("SELECT name FROM room").execute()).iterator().next().getString(0))
        .isEqualTo("K\u00fcche");
  }

  @Test
  void refusesAnAppliedMigrationThatWasChanged() throws TimeoutException {
    assertThat(got(migrations("first").run())).isEqualTo(1);
    assertThat(got(migrations("changed").isCurrent())).isFalse();
    assertThatThrownBy(() -> got(migrations("changed").run()))
        .hasStackTraceContaining("checksum mismatch");
  }

  @Test
  void givesUpOnADatabaseThatDoesNotAnswerWithAHint() throws TimeoutException {
    DatabaseAddress nobody =
        new DatabaseAddress("127.0.0.1", 1, "d", "u", PostgresRun.PASSWORD, SslMode.DISABLE);
    Pool dead = pool(nobody);
    assertThatThrownBy(
            () ->
                got(
                    new DatabaseWatch(vertx, dead, () -> {})
                        .awaitUp(nobody, Duration.ofMillis(600))))
        .isInstanceOfSatisfying(
            PostgresFault.class, fault -> assertThat(fault.hint()).contains("BUSBAR_DATABASE_URL"));
    got(dead.close());
  }

  @Test
  void noticesLossAndRecovery() throws Exception {
    DatabaseWatch watch = new DatabaseWatch(vertx, pool, () -> {});
    watch.start();
    long server = Postmaster.read(postmasterFile).orElseThrow().pid();
    int backend =
        got(pool.query("SELECT pg_backend_pid()").execute()).iterator().next().getInteger(0);
    PostgresCommands.signal("STOP", server);
    PostgresCommands.signal("STOP", backend);
    try {
      await().atMost(Duration.ofSeconds(10)).until(() -> !watch.isUp());
    } finally {
      PostgresCommands.signal("CONT", backend);
      PostgresCommands.signal("CONT", server);
    }
    await().atMost(Duration.ofSeconds(10)).until(watch::isUp);
    watch.stop();
  }

  private Migrations migrations(String name) {
    return new Migrations(vertx, pool, address, "migrations/" + name);
  }

  private Pool pool(DatabaseAddress to) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .connectingTo(to.options())
        .using(vertx)
        .build();
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
