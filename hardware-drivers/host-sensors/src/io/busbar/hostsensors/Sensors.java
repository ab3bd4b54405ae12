package io.busbar.hostsensors;

import io.busbar.hostsensors.HostSnapshot.Cpu;
import io.busbar.hostsensors.HostSnapshot.Disk;
import io.busbar.hostsensors.HostSnapshot.HubProcess;
import io.busbar.hostsensors.HostSnapshot.LoadAverage;
import io.busbar.hostsensors.HostSnapshot.Network;
import io.busbar.hostsensors.HostSnapshot.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns two looks at the machine into readings; rates come from the difference. */
final class Sensors {
  static final int MAX_DISKS = 16;
  static final int MAX_NETWORKS = 16;
  private static final double MIB = 1 << 20;
  private static final double KIB = 1 << 10;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PERCENT = 100;

  private Sensors() {}

  /**
   * @param before an earlier look; null when there was none, so that rates are unknown
   */
  static List<Sensor> of(@Nullable HostSnapshot before, HostSnapshot now) {
    List<Sensor> sensors = new ArrayList<>();
    Cpu cpuBefore = before == null ? null : before.cpu();
    sensors.add(Sensor.of("cpu_load", "CPU load", cpuLoad(cpuBefore, now.cpu()), "%"));
    addLoadAverage(sensors, now.loadAverage());
    addSpace(sensors, "memory", "Memory", now.memory());
    addSpace(sensors, "swap", "Swap", now.swap());
    for (Disk disk : now.disks().stream().limit(MAX_DISKS).toList()) {
      addSpace(sensors, "disk_" + word(disk.mount()), "Disk " + disk.mount(), disk.space());
    }
    for (Network network : now.networks().stream().limit(MAX_NETWORKS).toList()) {
      addNetwork(sensors, network, before, now);
    }
    sensors.add(Sensor.of("cpu_temperature", "CPU temperature", now.cpuCelsius(), "°C"));
    sensors.add(Sensor.of("uptime", "Uptime", now.uptimeSeconds(), "s"));
    addHub(sensors, before, now);
    return distinct(sensors);
  }

  private static @Nullable Double cpuLoad(@Nullable Cpu before, @Nullable Cpu now) {
    if (before == null || now == null) {
      return null;
    }
    long total = now.total() - before.total();
    long busy = now.busy() - before.busy();
    return total <= 0 || busy < 0 ? null : Math.min(PERCENT, PERCENT * busy / total);
  }

  private static void addLoadAverage(List<Sensor> sensors, @Nullable LoadAverage load) {
    String name = "Load average, %s min";
    Double one = load == null ? null : load.oneMinute();
    Double five = load == null ? null : load.fiveMinutes();
    Double fifteen = load == null ? null : load.fifteenMinutes();
    sensors.add(Sensor.of("load_average_1", name.formatted(1), one, ""));
    sensors.add(Sensor.of("load_average_5", name.formatted(5), five, ""));
    sensors.add(Sensor.of("load_average_15", name.formatted(15), fifteen, ""));
  }

  private static void addSpace(
      List<Sensor> sensors, String key, String name, @Nullable Space space) {
    Double percent =
        space == null || space.totalBytes() <= 0
            ? null
            : (Double) (PERCENT * space.usedBytes() / space.totalBytes());
    Double used = space == null ? null : space.usedBytes() / MIB;
    Double total = space == null ? null : space.totalBytes() / MIB;
    sensors.add(Sensor.of(key + "_used_percent", name + " used", percent, "%"));
    sensors.add(Sensor.of(key + "_used", name + " used", used, "MiB"));
    sensors.add(Sensor.of(key + "_total", name + " total", total, "MiB"));
  }

  private static void addNetwork(
      List<Sensor> sensors, Network now, @Nullable HostSnapshot before, HostSnapshot snapshot) {
    Network earlier = before == null ? null : find(before.networks(), now.name());
    double seconds = before == null ? 0 : (snapshot.nanos() - before.nanos()) / NANOS_PER_SECOND;
    Double in =
        earlier == null ? null : rate(earlier.receivedBytes(), now.receivedBytes(), seconds);
    Double out = earlier == null ? null : rate(earlier.sentBytes(), now.sentBytes(), seconds);
    String key = "network_" + word(now.name());
    sensors.add(Sensor.of(key + "_received", now.name() + " received", in, "KiB/s"));
    sensors.add(Sensor.of(key + "_sent", now.name() + " sent", out, "KiB/s"));
  }

  private static @Nullable Network find(List<Network> networks, String name) {
    return networks.stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
  }

  /** Null after a counter was reset: the truth in between is not known. */
  private static @Nullable Double rate(long before, long now, double seconds) {
    return now < before || seconds <= 0 ? null : (now - before) / KIB / seconds;
  }

  private static void addHub(
      List<Sensor> sensors, @Nullable HostSnapshot before, HostSnapshot now) {
    HubProcess hub = now.hub();
    HubProcess earlier = before == null ? null : before.hub();
    Double load = null;
    if (before != null && earlier != null && hub != null && now.nanos() > before.nanos()) {
      double elapsed = (now.nanos() - before.nanos()) / NANOS_PER_MILLI;
      load = PERCENT * Math.max(0, hub.cpuMillis() - earlier.cpuMillis()) / elapsed;
    }
    sensors.add(Sensor.of("hub_cpu", "Hub CPU, of one core", load, "%"));
    Double memory = hub == null ? null : hub.residentBytes() / MIB;
    sensors.add(Sensor.of("hub_memory", "Hub memory", memory, "MiB"));
    Integer threads = hub == null ? null : hub.threads();
    sensors.add(Sensor.of("hub_threads", "Hub threads", threads, ""));
  }

  private static String word(String text) {
    String word =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    return word.isEmpty() ? "root" : word;
  }

  /** Two mounts may become the same word; the later one is left out. */
  private static List<Sensor> distinct(List<Sensor> sensors) {
    List<String> keys = new ArrayList<>();
    List<Sensor> distinct = new ArrayList<>();
    for (Sensor sensor : sensors) {
      if (!keys.contains(sensor.key())) {
        keys.add(sensor.key());
        distinct.add(sensor);
      }
    }
    return distinct;
  }
}
