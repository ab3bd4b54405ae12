package io.busbar.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar driver}: looks after driver folders. */
@Command(
    name = "driver",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks and installs driver folders.")
final class DriverCommand implements Runnable {
  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  DriverCommand() {}

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        CommandParts.required(spec).commandLine(), "Say what to do: check or install.");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Lists every fault of a driver folder.")
  int check(@Parameters(paramLabel = "FOLDER", description = "Folder of the driver.") Path folder)
      throws IOException {
    List<String> faults = packages().check(folder);
    faults.forEach(out()::println);
    if (faults.isEmpty()) {
      out().println(folder + " is a sound driver.");
    }
    out().flush();
    return faults.isEmpty() ? 0 : BusbarCommand.FAILED;
  }

  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = "Copies a driver folder to the installed drivers.")
  int install(
      @Parameters(paramLabel = "FOLDER", description = "Folder of the driver.") Path folder) {
    out().println("Installed in " + installed(folder) + "; the hub offers it now.");
    out().flush();
    return 0;
  }

  private Path installed(Path folder) {
    try {
      return packages().install(folder);
    } catch (IOException e) {
      throw new CommandFault(
          folder + " is not installed. " + e.getMessage(),
          "`busbar driver check " + folder + "` lists its faults.");
    }
  }

  private DriverPackages packages() {
    return CommandParts.required(busbar).driverPackages();
  }

  private PrintWriter out() {
    return CommandParts.required(spec).commandLine().getOut();
  }
}
