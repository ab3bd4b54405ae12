package io.busbar.drivers.process.stdio;

import io.busbar.contracts.driver.DriverDoor;
import io.busbar.contracts.integrations.ProcessesContract.StartProcess;
import io.busbar.drivers.manifest.DriverFolder;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.DriverBody;
import io.busbar.drivers.process.Timers;
import io.busbar.drivers.process.launch.LaunchPlanner;
import io.busbar.drivers.process.launch.ProcessSettings;
import io.busbar.drivers.process.launch.Runtimes;
import io.busbar.drivers.process.log.DriverLog;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Makes drivers in Python, JavaScript and Lua run as child processes. */
public final class ProcessMaker implements DriverBody.Maker {
  private final Vertx vertx;
  private final DriverDoor door;
  private final Timers timers;
  private final LaunchPlanner planner;

  /**
   * @param door where the conversations over stdio are opened
   */
  public ProcessMaker(Vertx vertx, DriverDoor door, Timers timers, ProcessSettings settings) {
    this.vertx = vertx;
    this.door = door;
    this.timers = timers;
    this.planner =
        new LaunchPlanner(settings, new Runtimes(settings.environment(), settings.pythonBinary()));
  }

  @Override
  public boolean makes(DriverType type) {
    return type != DriverType.JAVA;
  }

  @Override
  public @Nullable String unavailable(DriverFolder folder) {
    return planner.unavailable(folder.manifest().driverType());
  }

  @Override
  public DriverBody make(
      StartProcess wanted, DriverFolder folder, DriverLog log, DriverBody.Events events) {
    return new ProcessBody(this, wanted, folder, log, events);
  }

  Vertx vertx() {
    return vertx;
  }

  DriverDoor door() {
    return door;
  }

  Timers timers() {
    return timers;
  }

  LaunchPlanner planner() {
    return planner;
  }
}
