package io.busbar.drivers.process;

import io.busbar.contracts.value.DriverInstance;
import java.nio.file.Path;

/** Where an instance keeps its files: {@code <instances>/<KEY>/<id>}. */
public record InstanceFolder(Path path) {
  public static InstanceFolder of(Path instances, DriverInstance instance) {
    return new InstanceFolder(
        instances
            .toAbsolutePath()
            .resolve(instance.driverKey().value())
            .resolve(instance.instanceId().value()));
  }

  /** The driver's own folder, its working directory. */
  public Path work() {
    return path.resolve("work");
  }

  public Path logFile() {
    return path.resolve("driver.log");
  }

  public Path pidFile() {
    return path.resolve("driver.pid");
  }
}
