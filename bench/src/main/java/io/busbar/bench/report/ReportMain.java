package io.busbar.bench.report;

import io.busbar.bench.Workload;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the runs of a file as Markdown: {@code <file>}. Medians with their range. */
public final class ReportMain {
  private ReportMain() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Map<String, List<Sample>>> workloads = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      Sample sample = Json.read(line.getBytes(StandardCharsets.UTF_8), Sample.class);
      workloads
          .computeIfAbsent(sample.workload(), name -> new LinkedHashMap<>())
          .computeIfAbsent(
              "%s %s %d".formatted(sample.subject(), sample.door(), sample.size()),
              key -> new ArrayList<>())
          .add(sample);
    }
    workloads.forEach((name, runs) -> System.out.println(section(Workload.valueOf(name), runs)));
  }

  private static String section(Workload workload, Map<String, List<Sample>> runs) {
    List<Row> rows = runs.values().stream().map(Row::of).toList();
    return "## %s: %s\n\n".formatted(workload, workload.meaning())
        + (workload.isEndToEnd() ? LatencyTable.of(rows) : RateTable.of(rows));
  }
}
