package io.busbar.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints the newest figures of each workload as Markdown: {@code <folder> <file of targets>}. */
public final class ResultsMain {
  private static final String HEAD =
      """
      # Where the hub stands

      Made by `bench/run.sh` from the newest report in `results/` that has each workload; targets are in `targets.txt`. A report
      says how many runs there were and how loaded the machine was. Of several sizes the largest is shown. "open": a server that
      the target names was not measured. "disturbed": in all runs others took over 5 % of the server's core.
      "before": what the newest report said that is an hour older or more, and whether the target was met then.
      """;

  private static final String CURVES =
      """
      ## As it grows

      Devices in G1 and G1E; clients in MG1, K1C and K1E, in the latter two beside those that are measured.
      """;

  private ResultsMain() {}

  public static void main(String[] arguments) throws IOException {
    List<Measured> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        all.addAll(Measured.read(Files.readAllLines(file)));
      }
    }
    System.out.println(HEAD);
    System.out.println(ResultsTable.of(Files.readAllLines(Path.of(arguments[1])), all));
    System.out.println(CURVES);
    System.out.print(ResultsTable.curves(all));
  }
}
