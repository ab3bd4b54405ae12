package io.busbar.bench.report;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One workload of a report.
 *
 * @param when day and time; sorts as it is written
 * @param commit what the hub was built of
 * @param lines the table, each line by its column titles
 */
record Measured(String workload, String when, String commit, List<Map<String, String>> lines) {
  static final String HUB = "hub";

  private static final String TITLE = "# Measured ";
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);
  private static final String COMMIT = "- Busbar: ";
  private static final String WORKLOAD = "## ";
  private static final String ROW = "|";
  private static final String RULE = "|--";

  /** Reads a report in Markdown. */
  static List<Measured> read(List<String> report) {
    List<Measured> found = new ArrayList<>();
    String when = "";
    String commit = "";
    List<String> titles = List.of();
    for (String text : report) {
      if (text.startsWith(TITLE)) {
        when = text.substring(TITLE.length()).strip();
      } else if (text.startsWith(COMMIT)) {
        commit = text.substring(COMMIT.length()).strip();
      } else if (text.startsWith(WORKLOAD)) {
        String workload = text.substring(WORKLOAD.length(), text.indexOf(':'));
        found.add(new Measured(workload, when, commit, new ArrayList<>()));
        titles = List.of();
      } else if (text.startsWith(ROW) && !text.startsWith(RULE) && !found.isEmpty()) {
        List<String> cells = cells(text);
        if (titles.isEmpty()) {
          titles = cells;
        } else {
          found.get(found.size() - 1).lines.add(line(titles, cells));
        }
      }
    }
    return found;
  }

  /** The lines seen by one kind of client; all when there are no kinds. */
  Measured of(String door) {
    return new Measured(
        workload,
        when,
        commit,
        lines.stream().filter(line -> line.getOrDefault("door", "").equals(door)).toList());
  }

  /** The kinds of clients; one without a name when there are none. */
  List<String> doors() {
    return lines.stream().map(line -> line.getOrDefault("door", "")).distinct().toList();
  }

  /** The servers, in the order of the report; what has no such column is the hub alone. */
  List<String> servers() {
    return lines.stream().map(Measured::server).distinct().toList();
  }

  /** The hub's lines in the order of sizes or runs. */
  List<Map<String, String>> ofHub() {
    return lines.stream().filter(line -> server(line).equals(HUB)).toList();
  }

  /** A server's figures in the order of sizes or runs; none where it was not measured. */
  List<Double> values(String server, Figure figure) {
    List<Double> values = new ArrayList<>();
    lines.stream()
        .filter(line -> server(line).equals(server))
        .forEach(line -> figure.in(line).ifPresent(values::add));
    return values;
  }

  /** A server's figure at the largest size, or in the last run. */
  OptionalDouble value(String server, Figure figure) {
    List<Double> values = values(server, figure);
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.get(values.size() - 1));
  }

  /** Whether another was measured an hour later or more. */
  boolean isHourBefore(Measured later) {
    return !WHEN.parse(when, LocalDateTime::from)
        .plusHours(1)
        .isAfter(WHEN.parse(later.when, LocalDateTime::from));
  }

  /** Whether others took the hub's time in every run. */
  boolean isDisturbed() {
    return lines.stream()
        .filter(line -> server(line).equals(HUB))
        .anyMatch(line -> line.getOrDefault("remarks", "").contains("all "));
  }

  private static String server(Map<String, String> line) {
    return line.getOrDefault("server", HUB);
  }

  private static Map<String, String> line(List<String> titles, List<String> cells) {
    Map<String, String> line = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(titles.size(), cells.size()); i++) {
      String unused = line.putIfAbsent(titles.get(i), cells.get(i));
    }
    return line;
  }

  private static List<String> cells(String text) {
    String inner = text.strip();
    inner = inner.substring(1, inner.endsWith(ROW) ? inner.length() - 1 : inner.length());
    return List.of(inner.split("\\|", -1)).stream().map(String::strip).toList();
  }
}
