package io.busbar.hub.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged hub as a process of its own, on free ports, with a data directory that outlives
 * restarts. Closing it ends the process and its database and removes everything.
 */
public final class HubProcess implements AutoCloseable {
  /** What keeps a hub to itself: no file of settings, loopback, ports that are free. */
  static final Map<String, String> ALONE =
      Map.of(
          "BUSBAR_CONFIG", "/dev/null",
          "BUSBAR_HOST", "127.0.0.1",
          "PORT", "0",
          "BUSBAR_MANAGEMENT_PORT", "0",
          "BUSBAR_MQTT_PORT", "0");

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration STOPPED = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final long POLL_NANOS = 10_000_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> settings;
  private @Nullable Process process;
  private int starts;

  private HubProcess(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** An administrator, a port that outlives restarts, and no devices of the hub's own. */
  public static Map<String, String> emptyHouse() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("PORT", Integer.toString(FreePort.take()));
    settings.put("BUSBAR_HOST_SENSORS", "false");
    return settings;
  }

  /** Starts a hub with these variables besides free ports; returns when it is ready. */
  public static HubProcess start(Map<String, String> settings) throws IOException {
    HubProcess hub = new HubProcess(Files.createTempDirectory("busbar-"), settings);
    try {
      hub.start();
      return hub;
    } catch (IOException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** A hub that is not started yet, with a data directory that does not exist yet. */
  public static HubProcess prepare(Map<String, String> settings) throws IOException {
    return new HubProcess(Files.createTempDirectory("busbar-"), settings);
  }

  /** Starts it again on the same data; returns when it is ready. */
  public void start() throws IOException {
    launch();
    awaitReady();
  }

  /** Starts it and waits for nothing. */
  public void launch() throws IOException {
    Files.deleteIfExists(portsFile());
    starts++;
    ProcessBuilder builder = new ProcessBuilder(command());
    FastStart.lendPrograms(dataFolder());
    builder.environment().keySet().removeIf(name -> name.startsWith("BUSBAR_"));
    builder.environment().putAll(environment());
    process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(starts).toFile())
            .start();
  }

  /** Waits until it is ready; fails with its output when it ends or the time is up. */
  public void awaitReady() {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!isReady()) {
      if (!process().isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("The hub is not ready:\n" + output());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Whether {@code /health/ready} says so. */
  public boolean isReady() {
    try {
      return Files.exists(portsFile()) && get("/health/ready").statusCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks the management door. */
  public HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(management() + path)).build());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Where the management door is. */
  public String management() throws IOException {
    return "http://127.0.0.1:" + ports().get("management");
  }

  /** Where the REST API is. */
  public String http() throws IOException {
    return "http://127.0.0.1:" + ports().get("http");
  }

  /** Every door and its port. */
  public Map<String, Integer> ports() throws IOException {
    return new ObjectMapper().readValue(portsFile().toFile(), new TypeReference<>() {});
  }

  /** The folder of everything it writes. */
  public Path dataFolder() {
    return folder.resolve("data");
  }

  /** A number of {@code /metrics}; fails when it is not shown. */
  public double metric(String name) throws IOException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No metric " + name));
  }

  /** The server process of the embedded database, then its children. */
  public List<ProcessHandle> databaseFamily() throws IOException {
    Path file = dataFolder().resolve("postgres/db/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  /** Stops the processes of the database where they are, as a hanging disk would. */
  public void freezeDatabase() throws IOException {
    for (ProcessHandle each : databaseFamily()) {
      int unused = signal("STOP", each.pid());
    }
  }

  /** Lets a frozen database go on. */
  public void thawDatabase() throws IOException {
    for (ProcessHandle each : databaseFamily()) {
      int unused = signal("CONT", each.pid());
    }
  }

  /** Sends itself a signal. */
  public void signal(String name) throws IOException {
    int unused = signal(name, pid());
  }

  /** Waits for its end; returns the exit code. */
  public int awaitEnd() {
    return ended(process());
  }

  private static int signal(String name, long pid) throws IOException {
    return ended(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start());
  }

  /** Whether it was started and has not ended. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    return process().pid();
  }

  /** Ends it at once, as a power cut would; the database stays behind. */
  public void kill() {
    int unused = ended(process().destroyForcibly());
  }

  /** Ends the database of a killed hub at once, so that the next start must recover it. */
  public void killDatabase() throws IOException {
    endDatabase();
  }

  /** SIGTERM; returns the exit code. */
  public int terminate() {
    process().destroy();
    return ended(process());
  }

  /** Everything the present process wrote. */
  public String output() {
    try {
      return Files.readString(log(starts));
    } catch (IOException e) {
      return "(no output)";
    }
  }

  @Override
  public void close() throws IOException {
    if (process != null && process.isAlive()) {
      kill();
    }
    endDatabase();
    FastStart.remove(folder);
  }

  private void endDatabase() throws IOException {
    Path file = dataFolder().resolve("postgres/db/postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
    ProcessHandle.of(pid).ifPresent(this::endIfOurs);
  }

  private void endIfOurs(ProcessHandle server) {
    String line = server.info().commandLine().orElse("");
    if (!line.contains(folder.toString())) {
      return;
    }
    // SIGQUIT: children of the server end with it, which SIGKILL does not see to.
    try {
      int unused = signal("QUIT", server.pid()) + signal("CONT", server.pid());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    long deadline = System.nanoTime() + STOPPED.toNanos();
    while (server.isAlive() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private List<String> command() throws IOException {
    return HubCommand.line("-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0", "-Xmx512m", "run");
  }

  /** The folder Busbar is installed in: this checkout. */
  public static Path home() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(ALONE);
    environment.put("BUSBAR_HOME", home().toString());
    environment.put("BUSBAR_DATA_DIR", dataFolder().toString());
    environment.putAll(settings);
    return environment;
  }

  private Path portsFile() {
    return dataFolder().resolve("ports.json");
  }

  private Path log(int start) {
    return folder.resolve("hub-" + start + ".log");
  }

  private Process process() {
    return Objects.requireNonNull(process, "not started");
  }

  private static int ended(Process process) {
    try {
      if (!process.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Not ended within " + STOPPED);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
