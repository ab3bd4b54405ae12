package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DriverKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All drivers of this hub: those shipped with it and those installed. Reading blocks. */
public final class DriverLibrary {
  private static final Logger log = LoggerFactory.getLogger(DriverLibrary.class);
  private static final Set<String> NO_DRIVERS =
      Set.of("kit", "conformance", "simulators", "src", "target");
  private static final int MAX_FOLDERS = 500;
  private static final Comparator<DriverFolder> NEWEST =
      Comparator.<DriverFolder, Version>comparing(folder -> folder.manifest().version())
          .thenComparing(folder -> !folder.bundled());

  private final Path bundled;
  private final Path installed;
  private final Set<DriverKey> withheld;
  private final Map<Path, String> reported = new ConcurrentHashMap<>();

  /**
   * @param bundled the folder that holds the driver folders of the hub
   * @param installed where {@link DriverInstaller} puts them
   * @param withheld drivers of the hub that it does not offer
   */
  public DriverLibrary(Path bundled, Path installed, Set<DriverKey> withheld) {
    this.bundled = bundled;
    this.installed = installed;
    this.withheld = Set.copyOf(withheld);
  }

  /** A library that withholds nothing. */
  public DriverLibrary(Path bundled, Path installed) {
    this(bundled, installed, Set.of());
  }

  /**
   * Reads all drivers, the newest version of each, by key. A folder that is no valid driver is left
   * out and logged once.
   */
  public List<DriverFolder> drivers() {
    Map<DriverKey, DriverFolder> newest = new TreeMap<>(Comparator.comparing(DriverKey::value));
    candidates()
        .forEach(folder -> newest.merge(folder.manifest().driverKey(), folder, this::newer));
    return List.copyOf(newest.values());
  }

  /** The newest version of one driver. */
  public Optional<DriverFolder> find(DriverKey key) {
    return drivers().stream().filter(folder -> folder.manifest().driverKey().equals(key)).findAny();
  }

  private DriverFolder newer(DriverFolder left, DriverFolder right) {
    return NEWEST.compare(left, right) >= 0 ? left : right;
  }

  private List<DriverFolder> candidates() {
    List<DriverFolder> found = new ArrayList<>();
    for (Path folder : folders(bundled)) {
      if (!NO_DRIVERS.contains(folder.getFileName().toString())) {
        read(folder, true).filter(this::isOffered).ifPresent(found::add);
      }
    }
    for (Path key : folders(installed)) {
      folders(key).forEach(version -> read(version, false).ifPresent(found::add));
    }
    return found;
  }

  private boolean isOffered(DriverFolder shipped) {
    return !withheld.contains(shipped.manifest().driverKey());
  }

  private Optional<DriverFolder> read(Path folder, boolean shipped) {
    try {
      if (!DriverFolder.looksLikeOne(folder)) {
        return Optional.empty();
      }
      DriverFolder driver = DriverFolder.open(folder, shipped);
      reported.remove(folder);
      return Optional.of(driver);
    } catch (HubFailure failure) {
      report(folder, failure.message() + " " + failure.details());
    } catch (IOException e) {
      report(folder, e.toString());
    }
    return Optional.empty();
  }

  private void report(Path folder, String why) {
    if (!why.equals(reported.put(folder, why))) {
      log.warn("Left out driver folder {}: {}", folder, why);
    }
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .sorted()
          .limit(MAX_FOLDERS)
          .toList();
    } catch (IOException e) {
      log.warn("Cannot list {}: {}", parent, e.toString());
      return List.of();
    }
  }
}
