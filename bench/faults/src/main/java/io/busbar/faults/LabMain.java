package io.busbar.faults;

import io.busbar.faults.history.History;
import io.busbar.faults.place.PlainTerrain;
import io.busbar.faults.place.RoutedTerrain;
import io.busbar.faults.place.Terrain;
import io.busbar.faults.plan.Kind;
import io.busbar.faults.plan.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;

/**
 * Runs the laboratory once: {@code [-n nodes] [-s seed] [-t seconds] [--plan ...] [--bug name]}.
 */
public final class LabMain {
  private static final int BAD_USAGE = 2;
  private static final int VIOLATED = 1;
  private static final int BROKEN = 3;
  private static final int NOT_JUDGED = 4;

  private LabMain() {}

  /**
   * Ends with 0 when every promise was kept, 1 when not, 2 when it could not be asked so, 3 when
   * the laboratory itself failed, 4 when none was broken but there was nothing to judge of some.
   */
  public static void main(String[] arguments) throws Exception {
    // Connections that break are what this is about: they need no line each.
    LogManager.getLogManager().reset();
    Options asked;
    try {
      asked = Options.read(List.of(arguments), System.currentTimeMillis() % 1_000_000);
    } catch (IllegalArgumentException e) {
      System.err.println("faults: " + e.getMessage());
      System.exit(BAD_USAGE);
      return;
    }
    List<String> leftOut = new ArrayList<>();
    Options options = asked.without(impossible(asked, leftOut));
    leftOut.forEach(line -> System.out.println("Left out: " + line));
    Path folder = Path.of(System.getProperty("faults.folder", "target/faults"));
    Files.createDirectories(folder);
    String kept = System.getProperty("faults.judge", "");
    System.exit(
        kept.isEmpty()
            ? run(options, leftOut, folder)
            : told(new Report(options, leftOut, History.read(Path.of(kept))), folder));
  }

  private static int run(Options options, List<String> leftOut, Path folder) throws IOException {
    try (History history = History.open(folder.resolve("history.jsonl"), System::nanoTime)) {
      Laboratory laboratory = new Laboratory(options, terrain(options), folder, history);
      laboratory.run();
      return told(new Report(options, leftOut, history.events()), folder);
    } catch (Exception e) { // Whatever it was, threads of clients must not keep the lab alive.
      e.printStackTrace();
      return BROKEN;
    }
  }

  private static int told(Report report, Path folder) throws IOException {
    Files.writeString(folder.resolve("report.md"), report.text());
    System.out.println(report.text());
    if (report.violations() > 0) {
      return VIOLATED;
    }
    return report.isWhole() ? 0 : NOT_JUDGED;
  }

  private static boolean ownNetwork() {
    return Boolean.getBoolean("faults.network");
  }

  private static Set<Kind> impossible(Options options, List<String> leftOut) {
    Set<Kind> impossible = EnumSet.noneOf(Kind.class);
    if (!ownNetwork()) {
      impossible.addAll(EnumSet.of(Kind.PARTITION, Kind.LOSS, Kind.DISK));
    }
    if (System.getProperty("faults.clock", "").isEmpty()) {
      impossible.add(Kind.CLOCK);
    }
    impossible.retainAll(options.plans());
    for (Kind kind : impossible) {
      leftOut.add(
          kind == Kind.CLOCK
              ? "clock steps, because libfaketime is not installed"
              : kind + ", because this user may not make namespaces");
    }
    return impossible;
  }

  private static Terrain terrain(Options options) throws IOException {
    return ownNetwork()
        ? RoutedTerrain.of(options.nodes(), options.seed())
        : PlainTerrain.of(options.nodes());
  }
}
