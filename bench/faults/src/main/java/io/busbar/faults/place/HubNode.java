package io.busbar.faults.place;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One hub as a process, which can be killed, frozen and started again on its data. */
public final class HubNode {
  private static final int OK = 200;
  private static final int COME_AGAIN = 75;
  private static final int PATIENCE_MS = 1_000;

  private final Address address;
  private final List<String> inside;
  private final Path folder;
  private final Map<String, String> settings;
  private @Nullable Process process;

  public HubNode(Address address, List<String> inside, Path folder, Map<String, String> settings) {
    this.address = address;
    this.inside = inside;
    this.folder = folder;
    this.settings = Map.copyOf(settings);
  }

  public Address address() {
    return address;
  }

  /** Starts it and waits for nothing. */
  public void start() throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(inside);
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx384m"));
    String more = System.getProperty("faults.hub.options", "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split(" +")));
    }
    command.addAll(
        List.of("-cp", System.getProperty("faults.hub.path", ""), "io.busbar.hub.HubMain", "run"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("BUSBAR_"));
    builder.environment().putAll(environment());
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** Whether it says that it is ready. */
  public boolean isReady() {
    try {
      URI ready =
          URI.create("http://%s:%d/health/ready".formatted(address.host(), address.management()));
      HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MS);
      connection.setReadTimeout(PATIENCE_MS);
      return connection.getResponseCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it ended to be started again, as its part of a split house does. */
  public boolean wantsStart() {
    return process != null && !process.isAlive() && process.exitValue() == COME_AGAIN;
  }

  /** {@code kill -9}. */
  public void kill() throws IOException {
    signal("KILL");
    await();
  }

  /** SIGTERM; returns when it has ended. */
  public void stop() throws IOException {
    signal("TERM");
    await();
  }

  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  /** Where it writes what it says. */
  public Path log() {
    return folder.resolve("hub.log");
  }

  /** Sets its clock off by so many seconds, where the library for that is present. */
  public void stepClock(int seconds) throws IOException {
    Path next = folder.resolve("clock.next");
    Files.writeString(next, (seconds < 0 ? "" : "+") + seconds + "s\n");
    Path unused = Files.move(next, clock(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void signal(String name) {
    Process running = process;
    if (running != null) {
      Shell.signal(
          name, Stream.concat(Stream.of(running.toHandle()), running.descendants()).toList());
    }
  }

  private void await() throws IOException {
    if (process != null) {
      int unused = Shell.await(process);
    }
  }

  private Path clock() {
    return folder.resolve("clock");
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("BUSBAR_CONFIG", "/dev/null");
    environment.put("BUSBAR_HOST", address.host());
    environment.put("PORT", Integer.toString(address.http()));
    environment.put("BUSBAR_MANAGEMENT_HOST", address.host());
    environment.put("BUSBAR_MANAGEMENT_PORT", Integer.toString(address.management()));
    environment.put("BUSBAR_MQTT_PORT", Integer.toString(address.mqtt()));
    environment.put("BUSBAR_DATA_DIR", folder.resolve("data").toString());
    String library = System.getProperty("faults.clock", "");
    if (!library.isEmpty()) {
      stepClock(0);
      environment.put("LD_PRELOAD", library);
      environment.put("FAKETIME_TIMESTAMP_FILE", clock().toString());
      environment.put("FAKETIME_CACHE_DURATION", "1");
      environment.put("DONT_FAKE_MONOTONIC", "1");
      environment.put("FAKETIME_DONT_RESET", "1");
    }
    return environment;
  }
}
