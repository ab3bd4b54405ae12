package io.busbar.hostsensors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at the machine. Null means that a value cannot be known here.
 *
 * @param nanos a monotonic time, for rates
 */
public record HostSnapshot(
    long nanos,
    @Nullable Cpu cpu,
    @Nullable LoadAverage loadAverage,
    @Nullable Space memory,
    @Nullable Space swap,
    List<Disk> disks,
    List<Network> networks,
    @Nullable Double cpuCelsius,
    @Nullable Long uptimeSeconds,
    @Nullable HubProcess hub) {

  /** Counters of processor time since the machine started, in one unit. */
  public record Cpu(long busy, long total) {}

  /** Runnable tasks, averaged over 1, 5 and 15 minutes. */
  public record LoadAverage(double oneMinute, double fiveMinutes, double fifteenMinutes) {}

  public record Space(long usedBytes, long totalBytes) {}

  public record Disk(String mount, Space space) {}

  /** Counters of an interface since the machine started. */
  public record Network(String name, long receivedBytes, long sentBytes) {}

  /** The hub's own process. */
  public record HubProcess(long residentBytes, long cpuMillis, int threads) {}
}
