package io.busbar.faults.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL as an external database of the nodes, that can be killed and starved of disk. Its
 * journal is in small files that are not used again, so that a full disk is felt within seconds.
 */
public final class LabDatabase {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(5);
  private static final String USER = "busbar";
  private static final int BLOCK = 1 << 20;
  private static final String DISK_SIZE = "400m";

  private final Path folder;
  private final String host;
  private final int port;
  private final boolean lazy;
  private @Nullable Process server;

  /**
   * @param lazy whether it acknowledges commits before they are on disk
   */
  public LabDatabase(Path folder, String host, int port, boolean lazy) {
    this.folder = folder;
    this.host = host;
    this.port = port;
    this.lazy = lazy;
  }

  /** Unpacks and makes it on a small disk of its own where that is possible. */
  public void make(boolean ownDisk) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Files.createDirectories(disk());
    if (ownDisk) {
      String unused =
          Shell.run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "lab", disk().toString());
    }
    Path archive = folder.resolve("postgres.txz");
    String name = System.getProperty("os.arch", "").equals("aarch64") ? "arm_64" : "x86_64";
    try (InputStream packed =
        Objects.requireNonNull(
            LabDatabase.class.getResourceAsStream("/postgres-linux-" + name + ".txz"))) {
      long unused = Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    String unpacked = Shell.run("tar", "-xJf", archive.toString(), "-C", programs.toString());
    String made =
        Shell.run(
            asOther(
                "initdb",
                "-D",
                cluster().toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "--wal-segsize=1",
                "--no-sync"));
    Files.writeString(cluster().resolve("pg_hba.conf"), "host all all 0.0.0.0/0 trust\n");
    Files.writeString(folder.resolve("made.log"), unpacked + made);
    start();
    execute("CREATE DATABASE busbar", "postgres");
  }

  /** Starts it; returns when it takes connections. */
  public void start() throws IOException {
    Files.deleteIfExists(cluster().resolve("postmaster.pid"));
    server =
        new ProcessBuilder(asOther(command()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("PostgreSQL does not start: " + log());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Ends every process of it at once. */
  public void kill() throws IOException {
    Process process = server;
    if (process == null) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    Shell.signal("KILL", all);
    int unused = Shell.await(process);
    long deadline = System.nanoTime() + END.toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Whether it still runs; a full disk may end it. */
  public boolean isAlive() {
    return server != null && server.isAlive();
  }

  /** Leaves no room on its disk. */
  public void fillDisk() throws IOException {
    FileStore store = Files.getFileStore(disk());
    byte[] block = new byte[BLOCK];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (store.getUsableSpace() > 0) {
        ballast.write(block, 0, (int) Math.min(BLOCK, store.getUsableSpace()));
      }
    } catch (IOException e) {
      // The database took the last of it meanwhile: just as full.
      if (store.getUsableSpace() > BLOCK) {
        throw e;
      }
    }
  }

  public void freeDisk() throws IOException {
    Files.deleteIfExists(ballast());
  }

  /** Where nodes reach it, at this port. */
  public String url(int at) {
    return "postgresql://%s:any@%s:%d/busbar".formatted(USER, host, at);
  }

  /** Opens a connection to the house's database; the caller closes it. */
  public Connection connect() throws SQLException {
    return connect("busbar");
  }

  private Connection connect(String name) throws SQLException {
    DriverManager.setLoginTimeout(2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s?socketTimeout=5".formatted(host, port, name), USER, "any");
  }

  private void execute(String sql, String name) throws IOException {
    try (Connection connection = connect(name);
        var statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private String[] command() {
    List<String> command =
        new ArrayList<>(
            List.of("postgres", "-D", cluster().toString(), "-p", Integer.toString(port)));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "listen_addresses=" + host,
                "unix_socket_directories=",
                "shared_buffers=32MB",
                "max_connections=110",
                "max_wal_size=96MB",
                "min_wal_size=2MB",
                "wal_recycle=off",
                "jit=off",
                "io_method=sync",
                "tcp_keepalives_idle=5",
                "tcp_keepalives_interval=2",
                "tcp_keepalives_count=3",
                "tcp_user_timeout=10000"));
    if (lazy) {
      settings.add("synchronous_commit=off");
      settings.add("wal_writer_delay=10s");
    }
    for (String setting : settings) {
      command.add("-c");
      command.add(setting);
    }
    return command.toArray(String[]::new);
  }

  /** PostgreSQL refuses to run as root. */
  private List<String> asOther(String... command) throws IOException {
    List<String> all = new ArrayList<>();
    if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      all.addAll(List.of("unshare", "-U"));
    }
    all.add(folder.resolve("programs/bin").resolve(command[0]).toString());
    all.addAll(List.of(command).subList(1, command.length));
    return all;
  }

  private Path disk() {
    return folder.resolve("disk");
  }

  private Path cluster() {
    return disk().resolve("cluster");
  }

  private Path ballast() {
    return disk().resolve("ballast");
  }

  private Path log() {
    return folder.resolve("postgres.log");
  }
}
