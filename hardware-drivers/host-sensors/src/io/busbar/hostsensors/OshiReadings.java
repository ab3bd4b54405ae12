package io.busbar.hostsensors;

import io.busbar.hostsensors.HostSnapshot.Cpu;
import io.busbar.hostsensors.HostSnapshot.Disk;
import io.busbar.hostsensors.HostSnapshot.HubProcess;
import io.busbar.hostsensors.HostSnapshot.LoadAverage;
import io.busbar.hostsensors.HostSnapshot.Network;
import io.busbar.hostsensors.HostSnapshot.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.hardware.VirtualMemory;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Reads the machine through OSHI. Used by one thread at a time. */
public final class OshiReadings implements HostReadings {
  private static final System.Logger log = System.getLogger(OshiReadings.class.getName());
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final Set<String> NO_DISKS = Set.of("tmpfs", "devtmpfs", "squashfs", "overlay");
  private static final Set<String> NO_NETWORKS = Set.of("veth", "docker", "br-", "virbr");
  private static final int LOAD_AVERAGES = 3;

  private final HardwareAbstractionLayer hardware;
  private final OperatingSystem system;

  public OshiReadings() {
    SystemInfo machine = new SystemInfo();
    this.hardware = machine.getHardware();
    this.system = machine.getOperatingSystem();
  }

  @Override
  public Machine machine() {
    return new Machine(
        machineId(),
        system.getNetworkParams().getHostName(),
        hardware.getComputerSystem().getManufacturer(),
        hardware.getComputerSystem().getModel());
  }

  @Override
  public HostSnapshot read() {
    return new HostSnapshot(
        System.nanoTime(),
        orNull(this::cpu),
        orNull(this::loadAverage),
        orNull(this::memory),
        orNull(this::swap),
        orEmpty(this::disks),
        orEmpty(this::networks),
        orNull(this::cpuCelsius),
        orNull(system::getSystemUptime),
        orNull(this::hub));
  }

  private String machineId() {
    try {
      return Files.readString(MACHINE_ID).strip();
    } catch (IOException notLinux) {
      return hardware.getComputerSystem().getHardwareUUID();
    }
  }

  private Cpu cpu() {
    long[] ticks = hardware.getProcessor().getSystemCpuLoadTicks();
    long total = 0;
    for (long tick : ticks) {
      total += tick;
    }
    long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    return new Cpu(total - idle, total);
  }

  private @Nullable LoadAverage loadAverage() {
    CentralProcessor processor = hardware.getProcessor();
    double[] load = processor.getSystemLoadAverage(LOAD_AVERAGES);
    return load[0] < 0 ? null : new LoadAverage(load[0], load[1], load[2]);
  }

  private Space memory() {
    GlobalMemory memory = hardware.getMemory();
    return new Space(memory.getTotal() - memory.getAvailable(), memory.getTotal());
  }

  private @Nullable Space swap() {
    VirtualMemory memory = hardware.getMemory().getVirtualMemory();
    long total = memory.getSwapTotal();
    return total <= 0 ? null : new Space(memory.getSwapUsed(), total);
  }

  private List<Disk> disks() {
    return system.getFileSystem().getFileStores(true).stream()
        .filter(OshiReadings::isDisk)
        .map(store -> new Disk(store.getMount(), spaceOf(store)))
        .toList();
  }

  private static boolean isDisk(OSFileStore store) {
    boolean real = store.getMount().equals("/") || !NO_DISKS.contains(store.getType());
    return real && store.getTotalSpace() > 0;
  }

  private static Space spaceOf(OSFileStore store) {
    return new Space(store.getTotalSpace() - store.getUsableSpace(), store.getTotalSpace());
  }

  private List<Network> networks() {
    return hardware.getNetworkIFs(false).stream()
        .filter(network -> NO_NETWORKS.stream().noneMatch(network.getName()::startsWith))
        .map(OshiReadings::network)
        .toList();
  }

  private static Network network(NetworkIF network) {
    return new Network(network.getName(), network.getBytesRecv(), network.getBytesSent());
  }

  /** OSHI says 0 when there is no thermometer. */
  private @Nullable Double cpuCelsius() {
    double celsius = hardware.getSensors().getCpuTemperature();
    return celsius > 0 && !Double.isNaN(celsius) ? celsius : null;
  }

  private @Nullable HubProcess hub() {
    OSProcess process = system.getCurrentProcess();
    long cpu = process.getKernelTime() + process.getUserTime();
    return new HubProcess(process.getResidentMemory(), cpu, process.getThreadCount());
  }

  /** One reading that this machine refuses must not cost the others. */
  private static <T> @Nullable T orNull(Supplier<@Nullable T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException | LinkageError unreadable) {
      log.log(System.Logger.Level.DEBUG, "A reading is not available", unreadable);
      return null;
    }
  }

  private static <T> List<T> orEmpty(Supplier<@Nullable List<T>> reading) {
    List<T> list = orNull(reading);
    return list == null ? List.of() : list;
  }
}
