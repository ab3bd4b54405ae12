package io.busbar.hostsensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hostsensors.HostSnapshot.Cpu;
import io.busbar.hostsensors.HostSnapshot.Disk;
import io.busbar.hostsensors.HostSnapshot.HubProcess;
import io.busbar.hostsensors.HostSnapshot.LoadAverage;
import io.busbar.hostsensors.HostSnapshot.Network;
import io.busbar.hostsensors.HostSnapshot.Space;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SensorsTest {
  private static final long MIB = 1 << 20;
  private static final HostSnapshot UNKNOWN =
      new HostSnapshot(0, null, null, null, null, List.of(), List.of(), null, null, null);
  private static final HostSnapshot BEFORE = known(0, 1_000, 4_000, 10_240);
  private static final HostSnapshot NOW = known(2_000_000_000L, 1_050, 4_200, 30_720);

  @Test
  void computesRatesFromDifferences() {
    List<Sensor> sensors = Sensors.of(BEFORE, NOW);
    assertThat(value(sensors, "cpu_load")).isEqualTo(25.0);
    assertThat(value(sensors, "network_eth0_received")).isEqualTo(10.0);
    assertThat(value(sensors, "hub_cpu")).isEqualTo(2.5);
    assertThat(value(sensors, "memory_used_percent")).isEqualTo(50.0);
    assertThat(value(sensors, "disk_root_used")).isEqualTo(25.0);
    assertThat(value(sensors, "disk_mnt_data_total")).isEqualTo(100.0);
    assertThat(value(sensors, "load_average_5")).isEqualTo(0.5);
    assertThat(value(sensors, "cpu_temperature")).isEqualTo(48.5);
  }

  @Test
  void knowsNoRatesAtFirstAndAfterACounterWasReset() {
    assertThat(value(Sensors.of(null, NOW), "cpu_load")).isNull();
    assertThat(value(Sensors.of(null, NOW), "network_eth0_sent")).isNull();
    assertThat(value(Sensors.of(NOW, BEFORE), "network_eth0_received")).isNull();
    assertThat(value(Sensors.of(NOW, BEFORE), "cpu_load")).isNull();
  }

  @Test
  void inventsNothing() {
    assertThat(Sensors.of(UNKNOWN, UNKNOWN)).isNotEmpty().allMatch(it -> it.value() == null);
  }

  @Test
  void readsThisMachine() {
    OshiReadings readings = new OshiReadings();
    HostSnapshot before = readings.read();
    List<Sensor> sensors = Sensors.of(before, readings.read());
    assertThat(value(sensors, "memory_used_percent")).isBetween(0.1, 100.0);
    assertThat(value(sensors, "uptime")).isPositive();
    assertThat(value(sensors, "hub_threads")).isPositive();
    assertThat(value(sensors, "disk_root_total")).isPositive();
    assertThat(readings.machine().id()).isNotBlank();
  }

  private static @Nullable Double value(List<Sensor> sensors, String key) {
    return sensors.stream()
        .filter(sensor -> sensor.key().equals(key))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static HostSnapshot known(long nanos, long busy, long total, long received) {
    return new HostSnapshot(
        nanos,
        new Cpu(busy, total),
        new LoadAverage(0.25, 0.5, 0.75),
        new Space(512 * MIB, 1_024 * MIB),
        null,
        List.of(
            new Disk("/", new Space(25 * MIB, 100 * MIB)),
            new Disk("/mnt/data", new Space(50 * MIB, 100 * MIB))),
        List.of(new Network("eth0", received, received)),
        48.5,
        60L,
        new HubProcess(100 * MIB, busy, 30));
  }
}
