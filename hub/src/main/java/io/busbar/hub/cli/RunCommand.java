package io.busbar.hub.cli;

import io.busbar.hub.config.ConfigKey;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Settings;
import io.busbar.hub.logging.LogSetup;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code busbar run}: the hub in the foreground. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the hub in the foreground; SIGTERM or Ctrl-C stops it.")
final class RunCommand implements Callable<Integer> {
  private static final String DEMO = "--demo";

  @ParentCommand private @Nullable BusbarCommand busbar;

  @Option(names = "--until-ready", description = "Stops as soon as everything is ready.")
  private boolean untilReady;

  @Option(
      names = DEMO,
      description =
          "Adds a small simulated house, clearly marked as such (also: BUSBAR_DEMO=true).")
  private boolean demo;

  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    BusbarCommand parent = CommandParts.required(busbar);
    Settings settings = settings(parent);
    HubConfig config = HubConfig.of(parent.home(), settings);
    LogSetup.apply(config.log());
    AutoCloseable hub = parent.hub().start(config);
    if (!untilReady) {
      return BusbarCommand.KEEPS_RUNNING;
    }
    hub.close();
    return 0;
  }

  private Settings settings(BusbarCommand parent) {
    Settings settings = parent.settings();
    return demo ? settings.with(ConfigKey.DEMO_ENABLED, "true", DEMO) : settings;
  }
}
