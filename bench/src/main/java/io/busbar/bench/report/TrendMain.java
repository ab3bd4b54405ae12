package io.busbar.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints a line for each workload of a report: when, commit, workload, and the hub's work per
 * second of its processor time divided by that of each peer: {@code <report>}.
 */
public final class TrendMain {
  private TrendMain() {}

  public static void main(String[] arguments) throws IOException {
    Measured.read(Files.readAllLines(Path.of(arguments[0]))).stream()
        .flatMap(TrendMain::lines)
        .forEach(System.out::println);
  }

  static Stream<String> lines(Measured measured) {
    List<Double> hub = measured.values(Measured.HUB, Figure.WORK);
    return measured.servers().stream()
        .filter(server -> !server.equals(Measured.HUB) && !hub.isEmpty())
        .map(
            peer ->
                String.format(
                    Locale.ROOT,
                    "%s,%s,%s/%s,%.3f",
                    measured.when(),
                    measured.commit().split(" ", 2)[0],
                    measured.workload(),
                    peer,
                    hub.get(0) / measured.value(peer, Figure.WORK).orElse(Double.NaN)));
  }
}
