package io.busbar.drivers.process;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.process.log.DriverLog;
import io.busbar.drivers.process.log.LogFiles;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The instances this node has started, and the order in which things happen to each. */
final class Instances {
  static final int MAX_ALIVE = 64;
  private static final int MAX_REMEMBERED = 256;
  private static final int MAX_WAITING = 16;

  private final Map<DriverInstance, Entry> entries = new LinkedHashMap<>();
  private final Path folder;
  private final LogFiles logs;

  Instances(Path folder, LogFiles logs) {
    this.folder = folder;
    this.logs = logs;
  }

  /** One instance. */
  static final class Entry {
    private final SupervisedDriver driver;
    private final DriverLog log;
    private Future<?> turn = Future.succeededFuture();
    private int waiting;

    Entry(SupervisedDriver driver, DriverLog log) {
      this.driver = driver;
      this.log = log;
    }

    SupervisedDriver driver() {
      return driver;
    }

    DriverLog log() {
      return log;
    }
  }

  Stream<Entry> all() {
    return entries.values().stream();
  }

  Optional<Entry> find(DriverInstance instance) {
    return Optional.ofNullable(entries.get(instance));
  }

  /** The instance's entry, made when there is none. Throws OVERLOADED when too many run. */
  Entry entry(
      StartProcess wanted,
      DriverFolder driverFolder,
      DriverBody.Maker maker,
      Surroundings surroundings) {
    Entry known = entries.get(wanted.driver());
    boolean alive = known != null && known.driver.isAlive();
    if (!alive && all().filter(entry -> entry.driver.isAlive()).count() >= MAX_ALIVE) {
      throw HubFailure.overloaded(
          "%d local drivers run already.".formatted(MAX_ALIVE), "Stop one that is not needed.");
    }
    if (known != null) {
      return known;
    }
    forgetOne();
    DriverLog log = logs.open(InstanceFolder.of(folder, wanted.driver()).logFile());
    Entry entry =
        new Entry(new SupervisedDriver(wanted, driverFolder, maker, log, surroundings), log);
    entries.put(wanted.driver(), entry);
    return entry;
  }

  /** Does something when all that was asked of this instance before has ended. */
  <T> Future<T> inTurn(Entry entry, Supplier<Future<T>> work) {
    if (entry.waiting >= MAX_WAITING) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "Too many changes of this driver instance are waiting.", "Try again in a minute."));
    }
    entry.waiting++;
    Future<T> done = entry.turn.transform(before -> work.get());
    entry.turn = done.onComplete(ended -> entry.waiting--);
    return done;
  }

  private void forgetOne() {
    if (entries.size() < MAX_REMEMBERED) {
      return;
    }
    entries.entrySet().stream()
        .filter(entry -> !entry.getValue().driver.isAlive() && entry.getValue().waiting == 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(entries::remove);
  }
}
