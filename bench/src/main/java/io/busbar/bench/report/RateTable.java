package io.busbar.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much was done, by server and size. */
final class RateTable {
  private static final double MILLION = 1e6;
  private static final int PERCENT = 100;

  private RateTable() {}

  static String of(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| server | size | per second (median, range) | hub / it | per second of server time | hub / it | p50 ms | p99 ms | answer |"
            + " server CPU | generator CPU | others | remarks |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
    rows.forEach(row -> text.append(line(row, hubOf(row, rows))));
    return text.toString();
  }

  private static Row hubOf(Row row, List<Row> rows) {
    return rows.stream().filter(each -> each.size() == row.size()).findFirst().orElse(row);
  }

  private static String remarks(Row row) {
    List<String> remarks = new ArrayList<>(row.remarks());
    if (row.failed() > 0) {
      remarks.add("%d requests failed".formatted(row.failed()));
    }
    return String.join("; ", remarks);
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
        remarks(row));
  }
}
