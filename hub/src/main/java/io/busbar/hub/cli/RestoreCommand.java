package io.busbar.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar restore}: makes the hub what it was when a backup was written. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the hub what it was when a backup was written. Stop the hub first.",
      "Every checksum is compared before anything is changed. When it is cut short, run it again:"
          + " it finishes."
    })
final class RestoreCommand implements Callable<Integer> {
  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--force",
      description = "Replaces a hub that is there, with its drivers; it is gone then.")
  private boolean force;

  @Parameters(paramLabel = "FILE", description = "File that `busbar backup` wrote.")
  private @Nullable Path file;

  RestoreCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    Path source = CommandParts.required(file).toAbsolutePath().normalize();
    try {
      CommandParts.required(busbar)
          .archives()
          .restore(source, force, line -> CommandParts.tell(out, line));
    } catch (IOException e) {
      throw new CommandFault(
          "The restore did not end: " + e, "Mend the cause and run it again: it finishes.");
    }
    CommandParts.tell(out, "Done. `busbar run` starts the hub.");
    return 0;
  }
}
