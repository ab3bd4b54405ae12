package io.busbar.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar backup}: everything worth keeping, in one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the hub into one ZIP file: database, keys, installed drivers and what driver"
          + " instances keep. The hub may run meanwhile.",
      "Logs and conf/busbar.yaml are not in it. The file holds secrets: keep it where only you"
          + " can read it."
    })
final class BackupCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--force", description = "Replaces a file of that name.")
  private boolean force;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "File to write (default: busbar-<UTC time>.zip in the current folder).")
  private @Nullable Path file;

  BackupCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    Path target = target().toAbsolutePath().normalize();
    refuse(target);
    out.println("Backing up to " + target);
    out.flush();
    long bytes = written(target, out);
    out.printf("Done: %s, %s.%n", target, shown(bytes));
    out.println("It contains secrets: whoever can read it can enter the hub.");
    out.flush();
    return 0;
  }

  private long written(Path target, PrintWriter out) {
    try {
      return CommandParts.required(busbar)
          .archives()
          .backUp(target, BusbarVersion.number(), line -> CommandParts.tell(out, line));
    } catch (IOException e) {
      throw new CommandFault(
          "The backup was not written: " + e, "Check permissions and free space.");
    }
  }

  private static String shown(long bytes) {
    return bytes < 1 << 20 ? (bytes + 1023) / 1024 + " KiB" : (bytes >> 20) + " MiB";
  }

  private Path target() {
    return file == null ? Path.of("busbar-" + TIME.format(Instant.now()) + ".zip") : file;
  }

  private void refuse(Path target) {
    if (Files.isDirectory(target)) {
      throw new CommandFault(target + " is a folder.", "Give the name of a file.");
    }
    if (Files.exists(target) && !force) {
      throw new CommandFault(target + " exists.", "Give another name, or say --force.");
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFault(folder + " is no folder.", "Make it, or give another name.");
    }
  }
}
