package io.busbar.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How the hub's figures change with the size of what it has to look after. */
final class GrowthTable {
  private static final String HEAD =
      """
      | workload | figure | by size |
      |---|---|---|
      """;

  private GrowthTable() {}

  /** Writes a line for each workload, and kind of client, that was measured at several sizes. */
  static String of(Collection<Measured> newest) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Measured measured : newest) {
      for (String door : measured.doors()) {
        text.append(line((measured.workload() + " " + door).strip(), measured.of(door)));
      }
    }
    return text.toString();
  }

  private static String line(String name, Measured measured) {
    List<Map<String, String>> sizes = measured.ofHub();
    long different = sizes.stream().map(line -> line.get("size")).distinct().count();
    if (different < 2) {
      return "";
    }
    Figure figure = measured.doors().contains("") ? Figure.RATE : Figure.P50;
    List<String> steps = new ArrayList<>();
    for (Map<String, String> line : sizes) {
      figure
          .in(line)
          .ifPresent(value -> steps.add("%s: %s".formatted(line.get("size"), figure.text(value))));
    }
    return "| %s | %s | %s |\n".formatted(name, word(figure), String.join(" · ", steps));
  }

  private static String word(Figure figure) {
    return figure == Figure.RATE ? "rate" : "p50";
  }
}
