package io.busbar.hub.cli;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.cluster.ClusterContract.ClusterStatus;
import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.busbar.contracts.cluster.ClusterContract.NodeReport;
import io.busbar.contracts.cluster.ClusterContract.NodeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code busbar cluster}: the nodes of the house. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Tells of the nodes of the house.")
final class ClusterCommand {
  private static final String LINE = "%-20s %-7s %-10s %-16s %8s %8s %8s %8s %6s%n";

  @ParentCommand private @Nullable BusbarCommand busbar;
  @Spec private @Nullable CommandSpec spec;

  ClusterCommand() {}

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Shows each node: whether it answers, its drivers, states and duties.")
  int status() throws InterruptedException {
    PrintWriter out = CommandParts.required(spec).commandLine().getOut();
    ClusterStatus status = ask();
    out.printf(
        "%s, answered by %s%n",
        status.clustered() ? "cluster " + status.name() : "a single node", status.answeredBy());
    out.printf(
        LINE,
        "NODE",
        "STATE",
        "ANSWER ms",
        "VERSION",
        "DRIVERS",
        "OWNS",
        "FOLLOWS",
        "BEHIND",
        "BUS");
    status.nodes().forEach(node -> print(out, node));
    out.print(duties(status.duties()));
    out.flush();
    return status.nodes().stream().allMatch(node -> node.report() != null) ? 0 : 1;
  }

  private ClusterStatus ask() throws InterruptedException {
    try {
      ManagementClient client = new ManagementClient(CommandParts.required(busbar).config());
      return Json.read(Json.bytes(client.get("/cluster")), ClusterStatus.class);
    } catch (IOException e) {
      throw new CommandFault("The hub's answer cannot be read: " + e.getMessage(), "");
    }
  }

  private static void print(PrintWriter out, NodeStatus node) {
    NodeReport report = node.report();
    if (report == null) {
      out.printf(LINE, node.nodeId(), "silent", "-", "-", "-", "-", "-", "-", "-");
      return;
    }
    out.printf(
        LINE,
        node.nodeId(),
        "up",
        node.answerMs(),
        report.version(),
        report.driverSessions(),
        report.ownedStates(),
        report.replicatedStates(),
        report.stateLag(),
        report.busOk() ? "ok" : "fails");
  }

  private static String duties(List<Duty> duties) {
    return duties.stream()
        .map(duty -> "duty %s: %s%n".formatted(duty.name(), duty.nodeId()))
        .collect(Collectors.joining());
  }
}
