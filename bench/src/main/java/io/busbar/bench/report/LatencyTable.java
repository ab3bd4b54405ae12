package io.busbar.bench.report;

import java.util.List;
import java.util.Locale;

/** How late changes were seen, by server and kind of client. */
final class LatencyTable {
  private static final double MILLION = 1e6;
  private static final int PERCENT = 100;

  private LatencyTable() {}

  static String of(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| server | door | size | seen per second | p50 ms | p99 ms | p99.9 ms | its p99 / hub's | never or over 1 s |"
            + " server CPU | generator CPU | others | remarks |\n");
    text.append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
    rows.forEach(row -> text.append(line(row, hubOf(row, rows))));
    return text.toString();
  }

  private static Row hubOf(Row row, List<Row> rows) {
    return rows.stream()
        .filter(each -> each.door().equals(row.door()) && each.size() == row.size())
        .findFirst()
        .orElse(row);
  }

  private static String line(Row row, Row hub) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %,.0f | %.3f | %.3f | %.3f | %s | %d | %.0f %% | %.0f %% | %.0f %% | %s |\n",
        row.subject(),
        row.door(),
        row.size(),
        row.median(Sample::perSecond),
        row.median(Sample::p50) / MILLION,
        row.median(Sample::p99) / MILLION,
        row.median(Sample::p999) / MILLION,
        ratio(row.median(Sample::p99), hub.median(Sample::p99)),
        row.failed(),
        row.median(Sample::server) * PERCENT,
        row.median(Sample::generator) * PERCENT,
        row.median(Sample::others) * PERCENT,
        String.join("; ", row.remarks()));
  }

  private static String ratio(double its, double hub) {
    return hub == 0 ? "-" : String.format(Locale.ROOT, "%.2f", its / hub);
  }
}
