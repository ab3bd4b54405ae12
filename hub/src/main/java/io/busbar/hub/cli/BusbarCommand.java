package io.busbar.hub.cli;

import io.busbar.hub.backup.BackupFault;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.ConfigSources;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.Settings;
import io.busbar.hub.database.PostgresFault;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code busbar}: what all its parts share. */
@Command(
    name = "busbar",
    description = "One event bus for the whole house.",
    mixinStandardHelpOptions = true,
    versionProvider = BusbarVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ConfigCommand.class,
      TokenCommand.class,
      TapCommand.class,
      ClusterCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    },
    footer = {
      "",
      "Settings: conf/busbar.yaml and environment variables; `busbar config` shows them.",
      "In a checkout `./busbar bench [workload ...]` measures the hub; `./busbar bench --help`."
    })
public final class BusbarCommand implements Runnable {
  /** {@link #execute} started a hub; the process lives on. */
  public static final int KEEPS_RUNNING = -1;

  static final int FAILED = 1;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Configuration file (default: BUSBAR_CONFIG, or conf/busbar.yaml).")
  private @Nullable Path configFile;

  @Spec private @Nullable CommandSpec spec;

  private final Map<String, String> environment;
  private final PrintStream errors;
  private final Parts parts;

  /**
   * What the commands need of the node.
   *
   * @param hub runs a hub
   * @param drivers opens the driver folders of a configuration; null: such commands are absent
   * @param archives backs up and restores the hub of a configuration
   */
  public record Parts(
      HubStart hub,
      @Nullable Function<HubConfig, DriverPackages> drivers,
      Function<HubConfig, Archives> archives) {}

  /** Starts a hub. */
  @FunctionalInterface
  public interface HubStart {
    /**
     * Returns when the hub is ready; it runs until a signal or until what is returned is closed.
     */
    AutoCloseable start(HubConfig config) throws Exception;
  }

  /**
   * @param errors where failures are told
   */
  BusbarCommand(Map<String, String> environment, PrintStream errors, Parts parts) {
    this.environment = environment;
    this.errors = errors;
    this.parts = parts;
  }

  /** Runs one command. Returns its exit code, or {@link #KEEPS_RUNNING}. */
  public static int execute(Parts parts, String... arguments) {
    return commandLine(System.getenv(), System.err, parts).execute(arguments);
  }

  static CommandLine commandLine(Map<String, String> environment, PrintStream errors, Parts parts) {
    BusbarCommand command = new BusbarCommand(environment, errors, parts);
    CommandLine line = new CommandLine(command);
    if (parts.drivers() != null) {
      line.addSubcommand(new DriverCommand());
    }
    line.setExecutionExceptionHandler((cause, of, parsed) -> command.tell(cause));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Say what to do.");
    }
  }

  Path home() {
    String home = environment.getOrDefault(ConfigSources.HOME_VARIABLE, "");
    return Path.of(home).toAbsolutePath().normalize();
  }

  Settings settings() {
    return new ConfigSources(home(), environment).read(configFile);
  }

  HubConfig config() {
    return HubConfig.of(home(), settings());
  }

  HubStart hub() {
    return parts.hub();
  }

  DriverPackages driverPackages() {
    return CommandParts.required(parts.drivers()).apply(config());
  }

  Archives archives() {
    return parts.archives().apply(config());
  }

  private int tell(Exception cause) {
    if (cause instanceof ConfigFault fault) {
      tell(String.valueOf(fault.getMessage()), fault.hint());
      return FAILED;
    }
    if (cause instanceof PostgresFault fault) {
      tell(String.valueOf(fault.getMessage()), fault.hint());
      return FAILED;
    }
    if (cause instanceof BackupFault fault) {
      tell(String.valueOf(fault.getMessage()), fault.hint());
      return FAILED;
    }
    if (cause instanceof CommandFault fault) {
      tell(String.valueOf(fault.getMessage()), fault.hint());
      return FAILED;
    }
    cause.printStackTrace(errors);
    return FAILED;
  }

  private void tell(String message, String hint) {
    errors.println("busbar: " + message);
    if (!hint.isEmpty()) {
      errors.println("        " + hint);
    }
  }
}
