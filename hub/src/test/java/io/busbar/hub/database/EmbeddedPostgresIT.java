package io.busbar.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.config.Secret;
import io.vertx.pgclient.SslMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir static Path shared = Path.of("");

  @TempDir Path folder = Path.of("");

  private EmbeddedPostgres postgres = new EmbeddedPostgres(folder, PostgresRun.PASSWORD);

  @BeforeAll
  static void unpackOnce() throws IOException {
    PostgresBinaries.ensure(shared.resolve("bin"));
  }

  @BeforeEach
  void inTheFolder() throws IOException {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("bin-" + PostgresFiles.VERSION), shared.resolve("bin"));
    assertThat(link).isDirectory();
    postgres = new EmbeddedPostgres(folder, PostgresRun.PASSWORD);
  }

  @AfterEach
  void stop() throws IOException {
    postgres.stop();
  }

  @Test
  void isDurableAndOnLoopbackOnly() throws Exception {
    DatabaseAddress address = postgres.start();
    assertThat(answer(address, "SHOW fsync")).isEqualTo("on");
    assertThat(answer(address, "SHOW synchronous_commit")).isEqualTo("on");
    assertThat(answer(address, "SHOW full_page_writes")).isEqualTo("on");
    assertThat(answer(address, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(answer(address, "SHOW unix_socket_directories")).isEmpty();
    assertThat(answer(address, "SHOW server_version")).startsWith(PostgresFiles.MAJOR + ".");
    assertThat(answer(address, "SHOW server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void wantsThePassword() throws Exception {
    DatabaseAddress address = postgres.start();
    DatabaseAddress wrong =
        new DatabaseAddress(
            address.host(),
            address.port(),
            address.database(),
            address.user(),
            new Secret("wrong"),
            address.ssl());
    assertThatThrownBy(() -> answer(wrong, "SELECT 1"))
        .hasMessageContaining("password authentication failed");
    assertThat(answer(address, "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolcanlogin"))
        .isEqualTo("SCRAM-SHA-256");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("bin-" + PostgresFiles.VERSION, "db", "log");
    }
  }

  @Test
  void keepsRowsOverARestart() throws Exception {
    DatabaseAddress first = postgres.start();
    run(first, "CREATE TABLE lamp (name text); INSERT INTO lamp VALUES ('desk')");
    postgres.stop();
    assertThatThrownBy(() -> answer(first, "SELECT 1")).isInstanceOf(SQLException.class);
    assertThat(answer(postgres.start(), "SELECT name FROM lamp")).isEqualTo("desk");
  }

  @Test
  void adoptsTheOneOfAKilledHub() throws Exception {
    int port = killedHub();
    assertThat(Postmaster.read(folder.resolve("db/postmaster.pid")))
        .hasValueSatisfying(orphan -> assertThat(orphan.alive()).isTrue());
    DatabaseAddress address = postgres.start();
    assertThat(address.port()).isEqualTo(port);
    assertThat(answer(address, "SELECT 1")).isEqualTo("1");
    postgres.stop();
    assertThat(folder.resolve("db/postmaster.pid")).doesNotExist();
  }

  @Test
  void replacesAnOrphanThatDoesNotLetItIn() throws Exception {
    int port = killedHub();
    Postmaster orphan = Postmaster.read(folder.resolve("db/postmaster.pid")).orElseThrow();
    Path rules = folder.resolve("db/pg_hba.conf");
    String usual = Files.readString(rules);
    Files.writeString(rules, "host all all 127.0.0.1/32 reject\n");
    PostgresCommands.signal("HUP", orphan.pid());
    await().atMost(Duration.ofSeconds(10)).until(() -> isRefused(port));
    Files.writeString(rules, usual);
    assertThat(answer(postgres.start(), "SELECT 1")).isEqualTo("1");
    assertThat(orphan.alive()).isFalse();
  }

  private static boolean isRefused(int port) {
    try {
      String unused =
          answer(
              new DatabaseAddress(
                  "127.0.0.1", port, "busbar", "busbar", PostgresRun.PASSWORD, SslMode.DISABLE),
              "SELECT 1");
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @Test
  void recoversWhenPostgresWasKilledToo() throws Exception {
    DatabaseAddress first = postgres.start();
    run(first, "CREATE TABLE lamp (name text); INSERT INTO lamp VALUES ('desk')");
    Postmaster server = Postmaster.read(folder.resolve("db/postmaster.pid")).orElseThrow();
    PostgresCommands.signal("KILL", server.pid());
    await().atMost(Duration.ofSeconds(10)).until(() -> !server.alive());
    assertThat(folder.resolve("db/postmaster.pid")).exists();
    EmbeddedPostgres next = new EmbeddedPostgres(folder, PostgresRun.PASSWORD);
    postgres = next;
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(answer(next.start(), "SELECT name FROM lamp")).isEqualTo("desk"));
  }

  @Test
  void refusesFilesOfAnotherMajorVersion() throws IOException {
    Files.createDirectories(folder.resolve("db"));
    Files.writeString(folder.resolve("db/PG_VERSION"), "17\n");
    assertThatThrownBy(postgres::start)
        .isInstanceOfSatisfying(
            PostgresFault.class,
            fault -> assertThat(fault.hint()).contains("pg_dump").contains("pg_upgrade"))
        .hasMessageContaining("PostgreSQL 17");
  }

  @Test
  void tellsTheLastWordsOfAServerThatDoesNotStart() throws Exception {
    DatabaseAddress unused = postgres.start();
    postgres.stop();
    Files.writeString(folder.resolve("db/postgresql.conf"), "no_such_setting = 1\n");
    assertThatThrownBy(postgres::start)
        .isInstanceOf(PostgresFault.class)
        .hasMessageContaining("no_such_setting");
  }

  /** Starts PostgreSQL in a process of its own and kills that process; returns the port. */
  private int killedHub() throws Exception {
    Process hub =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresRun.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = hub.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.startsWith("port ")) {
        line = output.readLine();
      }
      assertThat(line).isNotNull();
      return Integer.parseInt(String.valueOf(line).substring("port ".length()));
    } finally {
      hub.destroyForcibly().onExit().get();
    }
  }

  private static String answer(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }
}
