package io.busbar.bench.report;

import io.busbar.bench.report.Target.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The newest figures of each workload beside what they should be. */
final class ResultsTable {
  private static final String HEAD =
      """
      | workload | hub | best peer | hub / it | target | met | measured | commit |
      |---|--:|--:|--:|---|---|---|---|
      """;
  private static final String NONE = "-";
  private static final String ITSELF_BEFORE = "before";

  private final Map<String, String> targets;
  private final Map<String, Measured> newest;

  private ResultsTable(Map<String, String> targets, Map<String, Measured> newest) {
    this.targets = targets;
    this.newest = newest;
  }

  /**
   * Writes it.
   *
   * @param targets a line for each workload: its name, a colon, and conditions between semicolons
   */
  static String of(List<String> targets, List<Measured> all) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String line : targets) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        wanted.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    Map<String, Measured> newest = new LinkedHashMap<>();
    all.stream()
        .filter(each -> each.servers().contains(Measured.HUB))
        .forEach(
            each ->
                newest.merge(
                    each.workload(),
                    each,
                    (one, other) -> one.when().compareTo(other.when()) > 0 ? one : other));
    return new ResultsTable(wanted, newest).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(HEAD);
    Set<String> rest = new TreeSet<>(newest.keySet());
    rest.removeAll(targets.keySet());
    targets.forEach((workload, target) -> text.append(lines(workload, target)));
    rest.forEach(workload -> text.append(lines(workload, "")));
    return text.toString();
  }

  private String lines(String workload, String target) {
    Measured measured = newest.get(workload);
    if (measured == null) {
      return "| %s | - | - | - | %s | not measured | - | - |\n".formatted(workload, target);
    }
    StringBuilder lines = new StringBuilder();
    for (String door : measured.doors()) {
      lines.append(line((workload + " " + door).strip(), target, measured.of(door)));
    }
    return lines.toString();
  }

  private static String line(String name, String target, Measured measured) {
    List<Target> conditions =
        target.isEmpty() ? List.of() : Arrays.stream(target.split(";")).map(Target::of).toList();
    Figure figure = conditions.isEmpty() ? Figure.mainOf(measured) : conditions.get(0).figure();
    double hub = measured.value(Measured.HUB, figure).orElse(Double.NaN);
    Optional<String> best = best(measured, figure);
    double its = best.map(peer -> measured.value(peer, figure).orElseThrow()).orElse(Double.NaN);
    return "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            name,
            Double.isNaN(hub) ? NONE : figure.text(hub),
            best.map(peer -> peer + " " + figure.text(its)).orElse(NONE),
            best.isEmpty() ? NONE : String.format(Locale.ROOT, "%.2f", hub / its),
            target.isEmpty() ? NONE : target,
            met(conditions, measured),
            measured.when(),
            measured.commit());
  }

  private static Optional<String> best(Measured measured, Figure figure) {
    List<String> peers = new ArrayList<>(measured.servers());
    peers.removeAll(List.of(Measured.HUB, ITSELF_BEFORE));
    peers.removeIf(peer -> measured.value(peer, figure).isEmpty());
    return peers.stream()
        .reduce(
            (one, other) ->
                figure.isBetter(
                        measured.value(other, figure).orElseThrow(),
                        measured.value(one, figure).orElseThrow())
                    ? other
                    : one);
  }

  private static String met(List<Target> conditions, Measured measured) {
    if (conditions.isEmpty()) {
      return NONE;
    }
    List<Verdict> verdicts = conditions.stream().map(each -> each.verdict(measured)).toList();
    String word = verdicts.contains(Verdict.OPEN) ? "open" : "yes";
    if (verdicts.contains(Verdict.MISSED)) {
      word = "no";
    }
    return measured.isDisturbed() ? word + " (disturbed)" : word;
  }
}
