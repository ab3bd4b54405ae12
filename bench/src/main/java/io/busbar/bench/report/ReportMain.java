package io.busbar.bench.report;

import io.busbar.bench.Workload;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints the runs of a file as Markdown: {@code <file>}. Medians with their range. */
public final class ReportMain {
  private static final double MILLION = 1e6;
  private static final int PERCENT = 100;

  private ReportMain() {}

  /** All runs of one server at one size. */
  private record Row(String subject, int size, List<Sample> runs) {
    List<Sample> counted() {
      List<Sample> quiet = runs.stream().filter(run -> !run.isDisturbed()).toList();
      return quiet.isEmpty() ? runs : quiet;
    }

    double median(ToDoubleFunction<Sample> value) {
      double[] sorted = counted().stream().mapToDouble(value).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String remarks() {
      List<String> remarks = new ArrayList<>();
      long disturbed = runs.stream().filter(Sample::isDisturbed).count();
      if (disturbed == runs.size()) {
        remarks.add("all %d runs disturbed".formatted(runs.size()));
      } else if (disturbed > 0) {
        remarks.add("%d of %d runs disturbed, left out".formatted(disturbed, runs.size()));
      }
      if (counted().stream().anyMatch(Sample::isAtLeast)) {
        remarks.add("at least: the generator was the limit");
      }
      long failed = runs.stream().mapToLong(Sample::failed).sum();
      if (failed > 0) {
        remarks.add("%d requests failed".formatted(failed));
      }
      return String.join("; ", remarks);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Map<String, Map<String, List<Sample>>> workloads = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      Sample sample =
          Json.read(line.getBytes(java.nio.charset.StandardCharsets.UTF_8), Sample.class);
      workloads
          .computeIfAbsent(sample.workload(), name -> new LinkedHashMap<>())
          .computeIfAbsent(sample.subject() + " " + sample.size(), key -> new ArrayList<>())
          .add(sample);
    }
    workloads.forEach((name, runs) -> System.out.println(table(Workload.valueOf(name), runs)));
  }

  private static String table(Workload workload, Map<String, List<Sample>> runs) {
    StringBuilder text = new StringBuilder();
    text.append("## %s: %s\n\n".formatted(workload, workload.meaning()));
    text.append(
        "| server | size | per second (median, range) | hub / it | per second of server time | hub / it | p50 ms | p99 ms | answer |"
            + " server CPU | generator CPU | others | remarks |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
    List<Row> rows = runs.values().stream().map(ReportMain::row).toList();
    rows.forEach(row -> text.append(line(row, rows.get(0))));
    return text.toString();
  }

  private static Row row(List<Sample> runs) {
    return new Row(runs.get(0).subject(), runs.get(0).size(), List.copyOf(runs));
  }

  private static String line(Row row, Row hub) {
    double each = row.median(Sample::perServerSecond);
    double median = row.median(Sample::perSecond);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %,.0f (%,.0f-%,.0f) | %.2f | %,.0f | %.2f | %.3f | %.3f | %,.0f B | %.0f %% | %.0f %% |"
            + " %.0f %% | %s |\n",
        row.subject(),
        row.size(),
        median,
        row.counted().stream().mapToDouble(Sample::perSecond).min().orElse(0),
        row.counted().stream().mapToDouble(Sample::perSecond).max().orElse(0),
        hub.median(Sample::perSecond) / median,
        each,
        hub.median(Sample::perServerSecond) / each,
        row.median(Sample::p50) / MILLION,
        row.median(Sample::p99) / MILLION,
        row.median(Sample::bytes),
        row.median(Sample::server) * PERCENT,
        row.median(Sample::generator) * PERCENT,
        row.median(Sample::others) * PERCENT,
        row.remarks());
  }
}
