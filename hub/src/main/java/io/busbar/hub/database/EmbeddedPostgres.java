package io.busbar.hub.database;

import io.busbar.hub.config.Secret;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child of the hub, on loopback, with a password. It survives a killed hub; the
 * next start adopts it. Its methods block: they belong on a thread that may.
 */
public final class EmbeddedPostgres {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String USER = "busbar";
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final Duration FAST_STOP = Duration.ofSeconds(10);
  private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(5);
  private static final String IMPATIENT = "&loginTimeout=3&socketTimeout=3";
  private static final String CONNECTION_CLASS = "08";
  private static final long POLL_NANOS = 2_000_000;
  private static final int STARTS = 3;
  private static final int ANY_PORT = 0;
  private static final int SILENCES_OF_A_HANG = 3;

  private final PostgresFiles files;
  private final Secret password;
  private @Nullable Postmaster running;
  private int silences;

  /**
   * @param folder everything PostgreSQL writes
   * @param password of its only user; the same for the life of the folder
   */
  public EmbeddedPostgres(Path folder, Secret password) {
    this.files = new PostgresFiles(folder, folder.resolve("password.tmp"));
    this.password = password;
  }

  /**
   * Starts PostgreSQL, or adopts the one a killed hub left behind. Returns when it takes
   * connections.
   *
   * @throws PostgresFault no binaries for this machine, root without user namespaces, files of
   *     another major version, or a server that does not start: the message holds its last words
   */
  public synchronized DatabaseAddress start() throws IOException {
    long begin = System.nanoTime();
    Files.createDirectories(files.logs());
    refuseOtherMajor();
    PostgresBinaries.ensure(files.binaries());
    PostgresCommands commands = PostgresCommands.open();
    if (!Files.exists(files.versionFile())) {
      initialise(commands);
    }
    Optional<Postmaster> orphan = orphan();
    Postmaster server = orphan.isPresent() ? orphan.get() : launch(commands, ANY_PORT);
    running = server;
    log.info(
        "PostgreSQL {} {} on 127.0.0.1:{} in {} ms",
        PostgresFiles.MAJOR,
        orphan.isPresent() ? "adopted" : "started",
        server.port(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    return address(server.port());
  }

  /** Where the one that a hub runs on this folder takes connections; empty when none does. */
  public Optional<DatabaseAddress> find() throws IOException {
    return Postmaster.read(files.postmasterFile())
        .filter(server -> server.ready() && server.serves(files.cluster()))
        .map(server -> address(server.port()));
  }

  /**
   * Starts it again on the port it had when it has died; ends it and starts it when it was silent
   * three times in a row. Does nothing when it answers, recovers by itself, or was stopped.
   *
   * @throws PostgresFault it does not start now; it may later
   */
  public synchronized void revive() throws IOException {
    Postmaster server = running;
    if (server == null) {
      return;
    }
    boolean alive = server.serves(files.cluster());
    if (alive && !hangs(server)) {
      return;
    }
    if (alive) {
      log.warn("PostgreSQL hangs: ending it.");
      kill(server);
    }
    long begin = System.nanoTime();
    running = launch(PostgresCommands.open(), server.port());
    silences = 0;
    log.info(
        "PostgreSQL {} started again on 127.0.0.1:{} in {} ms",
        PostgresFiles.MAJOR,
        server.port(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  /** Stops it: open transactions are rolled back, everything committed is on disk. */
  public synchronized void stop() throws IOException {
    Postmaster server = running;
    running = null;
    if (server != null) {
      stop(server);
    }
  }

  private void refuseOtherMajor() throws IOException {
    if (!Files.exists(files.versionFile())) {
      return;
    }
    String found = Files.readString(files.versionFile()).strip();
    if (!found.equals(PostgresFiles.MAJOR)) {
      throw new PostgresFault(
          "%s holds a database of PostgreSQL %s; this version of Busbar brings PostgreSQL %s."
              .formatted(files.cluster(), found, PostgresFiles.MAJOR),
          "Move it with pg_dump and psql, or with pg_upgrade, or run the version of Busbar that"
              + " wrote it.");
    }
  }

  /** Makes the files of a new cluster beside their place, so that they appear whole or not. */
  private void initialise(PostgresCommands commands) throws IOException {
    Path fresh = files.folder().resolve("db.new");
    PostgresBinaries.remove(fresh);
    PostgresBinaries.remove(files.cluster());
    Files.writeString(files.password(), password.reveal());
    try {
      commands.run(files.startLog(), new byte[0], initCommand(fresh));
    } finally {
      Files.delete(files.password());
    }
    Files.writeString(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    commands.run(
        files.startLog(),
        "CREATE DATABASE busbar;\n".getBytes(StandardCharsets.UTF_8),
        List.of(
            files.program("postgres").toString(), "--single", "-D", fresh.toString(), "postgres"));
    Files.move(fresh, files.cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initCommand(Path target) {
    return List.of(
        files.program("initdb").toString(),
        "--pgdata=" + target,
        "--username=" + USER,
        "--auth=scram-sha-256",
        "--pwfile=" + files.password(),
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--sync-method=syncfs");
  }

  private Optional<Postmaster> orphan() throws IOException {
    Optional<Postmaster> found = Postmaster.read(files.postmasterFile());
    if (found.isEmpty()) {
      return found;
    }
    Postmaster server = found.get();
    if (!server.serves(files.cluster())) {
      log.info("The hub was not stopped cleanly: PostgreSQL recovers from its journal.");
      Files.deleteIfExists(files.postmasterFile());
      return Optional.empty();
    }
    if (server.runs(files.program("postgres"), files.cluster()) && letsIn(server)) {
      return Optional.of(server);
    }
    log.warn(
        "PostgreSQL (process {}) of an earlier run cannot be adopted: stopping it.", server.pid());
    stop(server);
    return Optional.empty();
  }

  private boolean letsIn(Postmaster server) {
    try {
      return files.cluster().toString().equals(folderOf(server));
    } catch (SQLException e) {
      log.warn("PostgreSQL of an earlier run does not let the hub in: {}", e.getMessage());
      return false;
    }
  }

  private String folderOf(Postmaster server) throws SQLException {
    String url = address(server.port()).jdbcUrl() + IMPATIENT;
    try (Connection connection = DriverManager.getConnection(url, USER, password.reveal());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SHOW data_directory")) {
      return answer.next() ? answer.getString(1) : "";
    }
  }

  /**
   * Whether it said nothing, several times; a refusal, as during its own recovery, is an answer.
   */
  private boolean hangs(Postmaster server) {
    try {
      log.debug("PostgreSQL on {} answers", folderOf(server));
      silences = 0;
    } catch (SQLException e) {
      String state = e.getSQLState();
      boolean silent = state == null || state.startsWith(CONNECTION_CLASS);
      silences = silent ? silences + 1 : 0;
    }
    return silences >= SILENCES_OF_A_HANG;
  }

  private Postmaster launch(PostgresCommands commands, int wanted) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = wanted == ANY_PORT ? freePort() : wanted;
      Process process = commands.launch(files.startLog(), startCommand(port));
      boolean settled = awaitFor(RECOVERY, () -> !process.isAlive() || isReady(process.pid()));
      if (settled && process.isAlive()) {
        return new Postmaster(process.pid(), port, true);
      }
      boolean alive = process.isAlive();
      PostgresCommands.signal("QUIT", process.pid());
      if (alive || attempt == STARTS || !portWasTaken()) {
        throw PostgresCommands.failed(
            alive ? "PostgreSQL did not get ready in time." : "PostgreSQL did not start.",
            files.startLog());
      }
    }
  }

  private boolean isReady(long pid) {
    try {
      return Postmaster.read(files.postmasterFile())
          .map(server -> server.ready() && server.pid() == pid)
          .orElse(false);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean portWasTaken() throws IOException {
    return Files.readString(files.startLog()).contains("Address already in use");
  }

  private List<String> startCommand(int port) {
    List<String> command = new ArrayList<>();
    command.add(files.program("postgres").toString());
    command.addAll(List.of("-D", files.cluster().toString()));
    PostgresSettings.of(port, files.logs())
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private void stop(Postmaster server) throws IOException {
    if (!server.serves(files.cluster())) {
      return;
    }
    PostgresCommands.signal("INT", server.pid());
    if (!awaitFor(FAST_STOP, () -> !server.alive())) {
      log.warn("PostgreSQL did not stop within {} s: ending it.", FAST_STOP.toSeconds());
      PostgresCommands.signal("QUIT", server.pid());
      if (!awaitFor(IMMEDIATE_STOP, () -> !server.alive())) {
        kill(server);
      }
    }
  }

  /** Ends it and its children at once, even when they are stopped; what is committed is kept. */
  private void kill(Postmaster server) throws IOException {
    List<ProcessHandle> all = server.family();
    all.forEach(ProcessHandle::destroyForcibly);
    if (!awaitFor(IMMEDIATE_STOP, () -> all.stream().noneMatch(ProcessHandle::isAlive))) {
      throw PostgresCommands.failed("PostgreSQL does not stop.", files.startLog());
    }
  }

  private DatabaseAddress address(int port) {
    return new DatabaseAddress("127.0.0.1", port, "busbar", USER, password, SslMode.DISABLE);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static boolean awaitFor(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }
}
