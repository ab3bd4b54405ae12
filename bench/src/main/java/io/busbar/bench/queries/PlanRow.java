package io.busbar.bench.queries;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One statement's line in the table: how rows were found, how many were looked at, how long. */
record PlanRow(String question, String statement, String found, long looked, double ms) {
  private static final int LONGEST_STATEMENT = 70;

  static PlanRow of(String question, JsonNode logged) {
    JsonNode plan = logged.path("Plan");
    List<String> scans = new ArrayList<>();
    long looked = look(plan, scans);
    return new PlanRow(
        question,
        shortened(logged.path("Query Text").asText()),
        scans.isEmpty() ? plan.path("Node Type").asText() : String.join(", ", scans),
        looked,
        plan.path("Actual Total Time").asDouble());
  }

  /** Whether a table was read from end to end that is large. */
  boolean isWholeTable() {
    return found.contains("Seq Scan") && looked > 10_000;
  }

  String markdown() {
    return String.format(
        Locale.ROOT, "| %s | `%s` | %s | %,d | %.1f |", question, statement, found, looked, ms);
  }

  private static long look(JsonNode node, List<String> scans) {
    String type = node.path("Node Type").asText();
    long loops = Math.max(1, node.path("Actual Loops").asLong());
    long rows = 0;
    if (isScan(type, node)) {
      scans.add(scan(type, node));
      rows =
          Math.round(
              loops
                  * (node.path("Actual Rows").asDouble()
                      + node.path("Rows Removed by Filter").asDouble()));
    }
    if (node.has("Conflict Arbiter Indexes")) {
      scans.add("conflict on " + node.path("Conflict Arbiter Indexes").get(0).asText());
    }
    for (JsonNode child : node.path("Plans")) {
      rows += look(child, scans);
    }
    return rows;
  }

  /** Rows of a bitmap are counted where its index is read. */
  private static boolean isScan(String type, JsonNode node) {
    return type.contains("Scan")
        && !type.startsWith("Bitmap Heap")
        && (node.has("Relation Name") || node.has("Index Name"));
  }

  private static String scan(String type, JsonNode node) {
    String index = node.path("Index Name").asText();
    return index.isEmpty()
        ? type + " on " + node.path("Relation Name").asText()
        : type + " `" + index + "`";
  }

  private static String shortened(String sql) {
    String line = sql.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    return line.length() <= LONGEST_STATEMENT
        ? line
        : line.substring(0, LONGEST_STATEMENT - 1) + "…";
  }
}
