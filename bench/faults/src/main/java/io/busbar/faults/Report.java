package io.busbar.faults;

import io.busbar.faults.check.Check;
import io.busbar.faults.check.Checks;
import io.busbar.faults.check.Outages;
import io.busbar.faults.check.Recoveries;
import io.busbar.faults.check.Violation;
import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import io.busbar.faults.plan.Bug;
import io.busbar.faults.plan.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run showed, as Markdown. */
final class Report {
  private static final int SHOWN = 5;
  private static final int LINES = 12;
  private static final double MICROS = 1e6;

  private final Options options;
  private final List<String> leftOut;
  private final List<Event> history;
  private final Map<Check, List<Violation>> found = new LinkedHashMap<>();

  Report(Options options, List<String> leftOut, List<Event> history) {
    this.options = options;
    this.leftOut = leftOut;
    this.history = history;
    Checks.all().forEach(check -> found.put(check, check.violations(history)));
  }

  int violations() {
    return found.values().stream().mapToInt(List::size).sum();
  }

  /** Whether there was something to judge of every promise. */
  boolean isWhole() {
    return found.keySet().stream().allMatch(check -> check.judged(history) > 0);
  }

  String text() {
    StringBuilder text = new StringBuilder("# Faults, seed " + options.seed() + "\n\n");
    String again = options.bug() == Bug.NONE ? "" : " --bug " + options.bug().word();
    text.append(
        "- %d nodes, %d s of load, plans: %s, planted: %s\n"
            .formatted(options.nodes(), options.seconds(), plans(", "), options.bug().word()));
    text.append(
        "- Again: `bench/faults/run.sh -n %d -s %d -t %d --plan %s%s`\n"
            .formatted(options.nodes(), options.seed(), options.seconds(), plans(","), again));
    leftOut.forEach(line -> text.append("- Left out: ").append(line).append('\n'));
    text.append("- **").append(violations()).append(" violations**\n\n");
    promises(text);
    faults(text);
    recoveries(text);
    outages(text);
    operations(text);
    evidence(text);
    return text.toString();
  }

  private String plans(String between) {
    if (options.plans().isEmpty()) {
      return "none";
    }
    return options.plans().stream()
        .sorted()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(between));
  }

  private void promises(StringBuilder text) {
    text.append("| promise | judged | violations |\n|---|--:|--:|\n");
    found.forEach(
        (check, all) -> {
          long judged = check.judged(history);
          String count = judged == 0 && all.isEmpty() ? "not judged" : "" + all.size();
          text.append("| %s | %d | %s |\n".formatted(check.promise(), judged, count));
        });
  }

  private void faults(StringBuilder text) {
    Map<String, Integer> counts = new TreeMap<>();
    history.stream()
        .filter(event -> event.op().equals(Ops.FAULT) && event.who().equals("begin"))
        .forEach(
            event ->
                counts.merge(
                    event.key() + (event.value().equals("-1") ? "" : " n" + event.value()),
                    1,
                    Integer::sum));
    text.append("\nFaults: ").append(counts).append("\n\n");
  }

  private void recoveries(StringBuilder text) {
    List<Recoveries.Times> all = new Recoveries(history).times();
    if (all.isEmpty()) {
      return;
    }
    text.append("| seconds after a kill | times | p50 | p90 | max |\n|---|--:|--:|--:|--:|\n");
    for (Recoveries.Times times : all) {
      text.append(
          "| %s | %d | %.2f | %.2f | %.2f |\n"
              .formatted(
                  times.name(),
                  times.micros().size(),
                  times.quantile(0.5) / MICROS,
                  times.quantile(0.9) / MICROS,
                  times.quantile(1) / MICROS));
    }
    text.append('\n');
  }

  private void outages(StringBuilder text) {
    List<Outages.Seen> all = new Outages(history).all();
    if (all.isEmpty()) {
      return;
    }
    text.append("| asked while broken | | ok | refused | unknown | seconds p50 | p99 | max |\n");
    text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (Outages.Seen seen : all) {
      text.append(
          "| %s | %s | %d | %d | %d | %.3f | %.2f | %.2f |\n"
              .formatted(
                  seen.fault(),
                  seen.op(),
                  seen.count(Phase.OK),
                  seen.count(Phase.FAIL),
                  seen.count(Phase.UNKNOWN),
                  seen.quantile(0.5) / MICROS,
                  seen.quantile(0.99) / MICROS,
                  seen.quantile(1) / MICROS));
    }
    text.append('\n');
  }

  private void operations(StringBuilder text) {
    Map<String, Map<Phase, Integer>> counts = new TreeMap<>();
    for (Event event : history) {
      counts
          .computeIfAbsent(event.op(), op -> new TreeMap<>())
          .merge(event.phase(), 1, Integer::sum);
    }
    text.append("| operation | begun | ok | refused | unknown | seen |\n");
    text.append("|---|--:|--:|--:|--:|--:|\n");
    counts.forEach(
        (op, phases) ->
            text.append(
                "| %s | %d | %d | %d | %d | %d |\n"
                    .formatted(
                        op,
                        phases.getOrDefault(Phase.INVOKE, 0),
                        phases.getOrDefault(Phase.OK, 0),
                        phases.getOrDefault(Phase.FAIL, 0),
                        phases.getOrDefault(Phase.UNKNOWN, 0),
                        phases.getOrDefault(Phase.SEEN, 0))));
  }

  private void evidence(StringBuilder text) {
    found.values().stream()
        .flatMap(all -> all.stream().limit(SHOWN))
        .forEach(
            violation -> {
              text.append("\n## ").append(violation.text()).append("\n\n```\n");
              violation.evidence().stream()
                  .limit(LINES)
                  .forEach(event -> text.append(event.line()).append('\n'));
              text.append("```\n");
            });
  }
}
