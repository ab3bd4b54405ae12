package io.busbar.hub.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar tap}: the traffic of the bus as it happens. */
@Command(
    name = "tap",
    mixinStandardHelpOptions = true,
    description = {
      "Watches the bus of the running hub: ? asked, = answered, ! announced, with trace ids.",
      "Secrets are hidden."
    })
final class TapCommand implements Callable<Integer> {
  private static final String LINE = "data: ";

  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "ADDRESS",
      description = "Only addresses that begin with this, e.g. hub.devices.")
  private String address = "";

  TapCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    ManagementClient client = new ManagementClient(CommandParts.required(busbar).config());
    String prefix = URLEncoder.encode(address, StandardCharsets.UTF_8);
    try (Stream<String> lines = client.lines("/tap?address=" + prefix)) {
      lines
          .filter(line -> line.startsWith(LINE))
          .forEach(
              line -> {
                out.println(line.substring(LINE.length()));
                out.flush();
              });
    }
    return 0;
  }
}
