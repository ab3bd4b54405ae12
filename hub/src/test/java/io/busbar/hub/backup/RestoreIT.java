package io.busbar.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.hub.config.Secret;
import io.busbar.hub.database.DatabaseAddress;
import io.busbar.hub.database.EmbeddedPostgres;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a small house with real tables: old and new migrations, trouble, crashes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreIT {
  private static final String PAIRING = "instances/LAMP/a/" + HubFiles.WORK + "/token";
  private static final Secret PASSWORD = new Secret("0123456789abcdef");
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String OLD = "migrations/old";
  private static final String NEW = "migrations/new";
  private static final String ROOMS =
      "SELECT id || ' ' || coalesce(name, '?') FROM room ORDER BY id";

  @TempDir static Path server = Path.of("");

  private final List<String> told = new ArrayList<>();
  private EmbeddedPostgres postgres = new EmbeddedPostgres(server, PASSWORD);
  private DatabaseAddress house = addressOf(0, "house");
  private DatabaseAddress other = house;
  private Folders folders = new Folders(server, server);
  private Folders fresh = folders;
  private Path file = server;

  @BeforeAll
  void start() throws IOException {
    postgres = new EmbeddedPostgres(server, PASSWORD);
    int port = postgres.start().port();
    house = addressOf(port, "house");
    other = addressOf(port, "other");
  }

  @AfterAll
  void stop() throws IOException {
    postgres.stop();
  }

  @BeforeEach
  void build(@TempDir Path scratch) throws Exception {
    DatabaseAddress home = addressOf(house.port(), "busbar");
    for (String name : List.of("house", "other")) {
      run(home, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      run(home, "CREATE DATABASE " + name);
    }
    folders = new Folders(scratch.resolve("data"), scratch.resolve("data/drivers"));
    Path dir = Files.createDirectories(scratch.resolve("fresh"));
    fresh = new Folders(dir, dir.resolve("drivers"));
    file = scratch.resolve("house.zip");
    assertThat(migrate(house, OLD)).isEqualTo(1);
    run(house, "DELETE FROM room");
    run(
        house,
        "INSERT INTO room (name, note) VALUES ('Hall', '{\"a\": \"\\u0000\"}'), (NULL, NULL)");
    run(house, "INSERT INTO room (name) VALUES (''), (E'Att\"ic,\\n\\\\.\\nü'), ('Attic')");
    run(house, "INSERT INTO area (id, room, size) SELECT id, id, 4 FROM room");
    assertThat(answer(house, "SELECT setval('visits', 41)")).containsExactly("41");
    put("keys/jwt", "signing");
    put("drivers/LAMP/1/main.py", "print()");
    put(PAIRING, "paired");
    long bytes = backup(house);
    assertThat(bytes).isEqualTo(Files.size(file));
  }

  @Test
  void bringsEveryValueBack() throws Exception {
    apply(fresh, other, OLD, false);
    for (String sql :
        List.of(ROOMS, "SELECT note::text FROM room ORDER BY id", "SELECT twice FROM area")) {
      assertThat(answer(other, sql)).isEqualTo(answer(house, sql)).isNotEmpty();
    }
    assertThat(answer(other, "SELECT count(*) FROM room WHERE name IS NULL")).containsExactly("1");
    run(other, "INSERT INTO room (name) VALUES ('Shed')");
    assertThat(answer(other, "SELECT id FROM room WHERE name = 'Shed'")).containsExactly("7");
    assertThat(answer(other, "SELECT nextval('visits')")).containsExactly("42");
    assertThat(told).anySatisfy(line -> assertThat(line).contains("room: 5 rows"));
  }

  @Test
  void migratesOlderTables() throws Exception {
    apply(fresh, other, NEW, false);
    assertThat(answer(other, "SELECT name FROM room WHERE floor = 2")).containsExactly("Attic");
    assertThat(answer(other, "SELECT version FROM flyway_schema_history ORDER BY 1"))
        .containsExactly("1", "2");
    assertThat(migrate(other, NEW)).isZero();
    assertThat(answer(other, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'busbar%'"))
        .isEmpty();
  }

  @Test
  void refusesNewerTablesBeforeAnything() throws Exception {
    apply(fresh, other, NEW, false);
    long bytes = backup(other);
    assertThat(bytes).isPositive();
    assertThatThrownBy(() -> new Restore(folders, OLD, told::add).verify(file))
        .isInstanceOf(BackupFault.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void replacesAHubOnlyWhenForced() throws Exception {
    run(house, "INSERT INTO room (name) VALUES ('Shed')");
    List<String> before = answer(house, ROOMS);
    assertThatThrownBy(() -> apply(folders, house, OLD, false))
        .hasMessageContaining("holds a hub already");
    assertThat(answer(house, ROOMS)).isEqualTo(before);
    put("drivers/NEWER/1/main.py", "print()");
    put("keys/postgres", "own");
    apply(folders, house, OLD, true);
    assertThat(answer(house, ROOMS)).hasSize(5);
    assertThat(folders.drivers().resolve("NEWER")).doesNotExist();
    assertThat(folders.keys().resolve("postgres")).hasContent("own");
    assertThat(read("drivers/LAMP/1/main.py")).isEqualTo("print()");
    assertThat(read(PAIRING)).isEqualTo("paired");
  }

  @Test
  void refusesADatabaseInUse() throws Exception {
    try (Connection hub = connect(house)) {
      assertThat(hub.isValid(1)).isTrue();
      assertThatThrownBy(() -> apply(folders, house, OLD, true)).hasMessageContaining("in use");
    }
    assertThat(Restore.isPending(folders.dir())).isFalse();
  }

  @Test
  void changesNothingWhenATableDoesNotFit() throws Exception {
    List<String> before = answer(house, ROOMS);
    Path strange =
        new TestArchive()
            .table("room", List.of("id", "name"), "1,Hall\n")
            .table("area", List.of("id", "room"), "1,99\n")
            .file("keys/jwt", "changed")
            .write(file);
    assertThat(strange).exists();
    assertThatThrownBy(() -> apply(folders, house, OLD, true))
        .isInstanceOf(BackupFault.class)
        .hasMessageContaining("area");
    assertThat(answer(house, ROOMS)).isEqualTo(before);
    assertThat(read("keys/jwt")).isEqualTo("signing");
    assertThat(Restore.isPending(folders.dir())).isFalse();
    assertThat(answer(house, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'busbar%'"))
        .isEmpty();
  }

  @Test
  void finishesWhatWasCutShort() throws Exception {
    run(other, "CREATE SCHEMA busbar_restore; CREATE TABLE busbar_restore.room (id int)");
    Path obstacle = Files.createDirectories(fresh.keys().resolve("jwt/in-the-way"));
    assertThatThrownBy(() -> apply(fresh, other, OLD, false)).isInstanceOf(IOException.class);
    assertThat(answer(other, ROOMS)).hasSize(5);
    assertThat(Restore.isPending(fresh.dir())).isTrue();
    Files.delete(obstacle);
    Files.delete(fresh.keys().resolve("jwt"));
    apply(fresh, other, OLD, false);
    assertThat(fresh.keys().resolve("jwt")).hasContent("signing");
    assertThat(fresh.drivers().resolve("LAMP/1/main.py")).hasContent("print()");
    assertThat(answer(other, ROOMS)).hasSize(5);
    assertThat(Restore.isPending(fresh.dir())).isFalse();
    try (var left = Files.list(fresh.dir())) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("keys", "drivers", "instances");
    }
  }

  @Test
  void tellsThatThereIsNothingToBackUp() throws IOException {
    Path target = file.resolveSibling("empty.zip");
    assertThatThrownBy(() -> new Backup(folders, "1", CLOCK, told::add).write(other, target))
        .isInstanceOf(BackupFault.class)
        .hasMessageContaining("empty");
    try (var left = Files.list(Objects.requireNonNull(target.getParent()))) {
      assertThat(left).noneMatch(each -> each.toString().contains("empty.zip"));
    }
  }

  private long backup(DatabaseAddress from) throws IOException {
    return new Backup(folders, "1.2.3", CLOCK, told::add).write(from, file);
  }

  private void apply(Folders into, DatabaseAddress to, String migrations, boolean force)
      throws IOException {
    Restore restore = new Restore(into, migrations, told::add);
    restore.apply(to, file, restore.verify(file), force);
  }

  private void put(String path, String text) throws IOException {
    Path target = folders.dir().resolve(path);
    Path unused = Files.createDirectories(Objects.requireNonNull(target.getParent()));
    unused = Files.writeString(target, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(folders.dir().resolve(path));
  }

  private static int migrate(DatabaseAddress address, String migrations) {
    return Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), PASSWORD.reveal())
        .locations("classpath:" + migrations)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static List<String> answer(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address)) {
      return Queries.column(connection, sql);
    }
  }

  private static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address)) {
      Queries.run(connection, sql);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), PASSWORD.reveal());
  }

  private static DatabaseAddress addressOf(int port, String database) {
    return new DatabaseAddress("127.0.0.1", port, database, "busbar", PASSWORD, SslMode.DISABLE);
  }
}
