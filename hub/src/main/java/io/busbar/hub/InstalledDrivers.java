package io.busbar.hub;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.drivers.manifest.DriverInstaller;
import io.busbar.hub.cli.DriverPackages;
import io.busbar.hub.config.HubConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Driver folders as the command line checks and installs them. */
final class InstalledDrivers implements DriverPackages {
  private final DriverInstaller installer;

  InstalledDrivers(HubConfig config) {
    this.installer = new DriverInstaller(config.storage().driversDir());
  }

  @Override
  public List<String> check(Path folder) {
    return installer.check(folder);
  }

  @Override
  public Path install(Path folder) throws IOException {
    try {
      return installer.install(folder).path();
    } catch (HubFailure failure) {
      String details = String.join("\n", failure.details());
      throw new IOException(
          details.isEmpty()
              ? failure.message() + " " + failure.hint()
              : failure.message() + "\n" + details,
          failure);
    }
  }
}
