package io.busbar.bench.report;

import io.busbar.bench.report.Target.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The newest figures of each workload beside what they should be. */
final class ResultsTable {
  private static final String HEAD =
      """
      | workload | hub | best peer | hub / it | target | met | measured | commit | before |
      |---|--:|--:|--:|---|---|---|---|---|
      """;
  private static final String NONE = "-";
  private static final String ITSELF_BEFORE = "before";

  private final Map<String, String> targets;
  private final Map<String, Measured> newest = new TreeMap<>();
  private final List<Measured> all;

  private ResultsTable(Map<String, String> targets, List<Measured> all) {
    this.targets = targets;
    this.all = all;
    all.forEach(each -> newest.merge(each.workload(), each, ResultsTable::newer));
  }

  private static Measured newer(Measured one, Measured other) {
    return one.when().compareTo(other.when()) > 0 ? one : other;
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
    return new ResultsTable(wanted, ofHub(all)).text();
  }

  /** Writes the newest figures of what was measured at several sizes. */
  static String curves(List<Measured> all) {
    return GrowthTable.of(new ResultsTable(Map.of(), ofHub(all)).newest.values());
  }

  private static List<Measured> ofHub(List<Measured> all) {
    return all.stream().filter(each -> each.servers().contains(Measured.HUB)).toList();
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
      return "| %s | - | - | - | %s | not measured | - | - | - |\n".formatted(workload, target);
    }
    StringBuilder lines = new StringBuilder();
    for (String door : measured.doors()) {
      lines.append(
          line((workload + " " + door).strip(), target, measured.of(door), before(measured, door)));
    }
    return lines.toString();
  }

  /** The newest report that is an hour older or more: whether the figures come again. */
  private Optional<Measured> before(Measured measured, String door) {
    return all.stream()
        .filter(each -> each.workload().equals(measured.workload()))
        .filter(each -> each.isHourBefore(measured) && each.doors().contains(door))
        .reduce(ResultsTable::newer)
        .map(each -> each.of(door));
  }

  private static String line(
      String name, String target, Measured measured, Optional<Measured> before) {
    List<Target> conditions =
        target.isEmpty() ? List.of() : Arrays.stream(target.split(";")).map(Target::of).toList();
    Figure figure = conditions.isEmpty() ? Figure.mainOf(measured) : conditions.get(0).figure();
    Optional<String> best = best(measured, figure);
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            name,
            hub(measured, figure),
            best.map(peer -> peer + " " + figure.text(measured.value(peer, figure).orElseThrow()))
                .orElse(NONE),
            best.flatMap(peer -> ratio(measured, figure, peer)).orElse(NONE),
            target.isEmpty() ? NONE : target,
            met(conditions, measured),
            measured.when(),
            measured.commit(),
            before.map(each -> before(each, figure, conditions)).orElse(NONE));
  }

  private static String before(Measured before, Figure figure, List<Target> conditions) {
    String said =
        best(before, figure)
            .flatMap(peer -> ratio(before, figure, peer).map(ratio -> ratio + " x " + peer))
            .orElseGet(() -> hub(before, figure));
    return "%s, %s, %s".formatted(said, met(conditions, before), before.when());
  }

  private static String hub(Measured measured, Figure figure) {
    OptionalDouble value = measured.value(Measured.HUB, figure);
    return value.isPresent() ? figure.text(value.getAsDouble()) : NONE;
  }

  private static Optional<String> ratio(Measured measured, Figure figure, String peer) {
    OptionalDouble hub = measured.value(Measured.HUB, figure);
    OptionalDouble its = measured.value(peer, figure);
    return hub.isEmpty() || its.isEmpty()
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.2f", hub.getAsDouble() / its.getAsDouble()));
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
