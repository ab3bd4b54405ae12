package io.busbar.bench.soak;

import io.busbar.bench.soak.Growth.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints what grew as Markdown: {@code <file>}, a line of numbers with commas for each look, the
 * minutes first.
 */
public final class SoakReportMain {
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("heap after garbage was collected, KB", 0.02),
          new Measure("resident memory, KB", 0.05),
          new Measure("file descriptors", 0.02),
          new Measure("threads", 0.02),
          new Measure("data folder without the database's log, KB", 0.02));

  private record Measure(String name, double tolerance) {}

  private SoakReportMain() {}

  public static void main(String[] arguments) throws IOException {
    List<List<Double>> looks = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      looks.add(Arrays.stream(line.split(",", -1)).map(Double::valueOf).toList());
    }
    System.out.print(report(looks));
  }

  static String report(List<List<Double>> looks) {
    StringBuilder text =
        new StringBuilder("| measure | first | last | slope per hour | verdict |\n");
    text.append("|---|--:|--:|--:|---|\n");
    List<String> growing = new ArrayList<>();
    List<Double> minutes = column(looks, 0);
    Verdict any = Verdict.STEADY;
    for (int i = 0; i < MEASURES.size(); i++) {
      Measure measure = MEASURES.get(i);
      Growth growth = Growth.of(minutes, column(looks, i + 1), measure.tolerance());
      text.append(line(measure, growth));
      any = growth.verdict();
      if (growth.verdict() == Verdict.GROWS) {
        growing.add(measure.name());
      }
    }
    return text.append("\n").append(conclusion(growing, any)).append("\n").toString();
  }

  private static String conclusion(List<String> growing, Verdict any) {
    if (any == Verdict.TOO_SHORT) {
      return "Too short to say whether something grows.";
    }
    return growing.isEmpty() ? "Nothing grows." : "What grows: " + String.join("; ", growing) + ".";
  }

  private static String line(Measure measure, Growth growth) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %+,.0f | %s |\n",
        measure.name(),
        growth.first(),
        growth.last(),
        growth.perHour(),
        growth.verdict().words());
  }

  private static List<Double> column(List<List<Double>> looks, int number) {
    return looks.stream().map(look -> look.get(number)).toList();
  }
}
