package io.busbar.hostsensors;

import io.busbar.kit.Call;
import io.busbar.kit.Device;
import io.busbar.kit.Driver;
import io.busbar.kit.Failure;
import io.busbar.kit.Metric;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Publishes the hub's own machine as one sensor device. */
public final class HostSensors implements AutoCloseable {
  /** The key of this driver. */
  public static final String KEY = "HOST_SENSORS";

  static final long MAX_SECONDS = 3_600;
  private static final long FIRST_MILLIS = 1_000;
  private static final int HASH_LENGTH = 12;

  private final Driver driver;
  private final HostReadings readings;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, HostSensors::thread);
  private Duration interval;
  private String device = "";
  private @Nullable HostSnapshot before;
  private @Nullable ScheduledFuture<?> polls;

  /**
   * @param interval from 1 s to an hour
   */
  public HostSensors(Driver driver, HostReadings readings, Duration interval) {
    if (interval.toSeconds() < 1 || interval.toSeconds() > MAX_SECONDS) {
      throw new IllegalArgumentException("the interval must be from 1 to 3600 seconds");
    }
    this.driver = driver;
    this.readings = readings;
    this.interval = interval;
  }

  /** Serves on the calling thread until {@link #close} or an interruption. */
  public void run() {
    HostReadings.Machine machine = readings.machine();
    device = "host:" + hash(machine.id());
    before = readings.read();
    driver.command("refresh_state", this::refresh);
    driver.command("set_interval", this::setInterval);
    driver.discover(described(machine));
    schedule(FIRST_MILLIS);
    try {
      driver.run();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    driver.close();
  }

  private @Nullable String refresh(Call call) {
    publish();
    return null;
  }

  private synchronized String setInterval(Call call) {
    interval = Duration.ofSeconds(call.integer("seconds", 1, MAX_SECONDS));
    schedule(interval.toMillis());
    return "every %d s".formatted(interval.toSeconds());
  }

  private synchronized void schedule(long firstMillis) {
    ScheduledFuture<?> current = polls;
    if (current != null) {
      current.cancel(false);
    }
    polls =
        clock.scheduleWithFixedDelay(
            this::publish, firstMillis, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void publish() {
    HostSnapshot now = readings.read();
    List<Sensor> sensors = Sensors.of(before, now);
    before = now;
    Map<String, Object> published = new LinkedHashMap<>();
    sensors.forEach(sensor -> published.put(sensor.key(), sensor.published()));
    driver.state(device, Map.of("extras", Map.of("status", "ok", "sensors", published)));
    driver.metrics(
        device,
        sensors.stream()
            .filter(sensor -> sensor.value() != null)
            .map(HostSensors::metric)
            .toList());
  }

  private static Metric metric(Sensor sensor) {
    String unit = sensor.unit().isEmpty() ? null : sensor.unit();
    return new Metric(sensor.key(), Objects.requireNonNull(sensor.value()), unit);
  }

  private Device described(HostReadings.Machine machine) {
    return new Device(
        device,
        "Hub " + machine.hostName(),
        "sensor",
        List.of("host"),
        Map.of("manufacturer", machine.manufacturer(), "model", machine.model()),
        List.of(
            Device.command("refresh_state", "Read now", true, Map.of()),
            Device.command(
                "set_interval",
                "Set the seconds between readings",
                true,
                Map.of(
                    "seconds", Map.of("type", "integer", "minimum", 1, "maximum", MAX_SECONDS)))));
  }

  private static String hash(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(("busbar-host/" + id).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new Failure("every Java has SHA-256: " + e.getMessage());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "host-sensors");
    thread.setDaemon(true);
    return thread;
  }
}
