package io.busbar.hub;

import io.busbar.hub.cli.BusbarCommand;
import io.busbar.hub.config.HubConfig;

/** Where the process begins. */
public final class HubMain {
  private HubMain() {}

  private static AutoCloseable run(HubConfig config) throws Exception {
    Hub hub = new Hub(config);
    Termination.install(hub);
    Hub.Ready unused = hub.start();
    return hub;
  }

  public static void main(String[] arguments) {
    int code =
        BusbarCommand.execute(
            new BusbarCommand.Parts(HubMain::run, InstalledDrivers::new, HubArchives::new),
            arguments);
    if (code != BusbarCommand.KEEPS_RUNNING) {
      System.exit(code);
    }
  }
}
