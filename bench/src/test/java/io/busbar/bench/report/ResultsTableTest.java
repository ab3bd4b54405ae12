package io.busbar.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTableTest {
  private static final String OLD =
      """
      # Measured 2026-11-20 04:28 UTC

      - Busbar: aaaaaaa

      ## C1: commands/s

      | server | devices | per second (median, range) | per second of server time | remarks |
      |---|--:|--:|--:|---|
      | hub | 100 | 10,000 (9,000-11,000) | 10,000 |  |
      | bare | 100 | 20,000 (20,000-20,000) | 40,000 |  |
      """;
  private static final String NEW =
      """
      # Measured 2026-11-21 04:28 UTC

      - Busbar: bbbbbbb with local changes

      ## C1: commands/s

      | server | size | per second (median, range) | p50 ms | p99 ms | remarks |
      |---|--:|--:|--:|--:|---|
      | hub | 100 | 31,194 (29,962-32,426) | 1.5 | 9.9 | all 2 runs disturbed |
      | before | 100 | 90,000 (20,000-20,000) | 1.2 | 11.5 |  |
      | bare | 100 | 20,000 (20,000-20,000) | 1.2 | 11.5 |  |
      | express | 100 | 10,000 (10,000-10,000) | 1.2 | 11.5 |  |

      ## G1: growing

      | server | size | per second (median, range) | p50 ms | p99 ms | remarks |
      |---|--:|--:|--:|--:|---|
      | hub | 10 | 1,000 (1-2) | 1.5 | 9.9 |  |
      | hub | 10000 | 790 (1-2) | 1.5 | 9.9 |  |

      ## E1: end to end

      | server | door | size | p50 ms | p99 ms | remarks |
      |---|---|--:|--:|--:|---|
      | hub | sse | 100 | 0.300 | 2.5 |  |
      | hub | mqtt | 100 | 0.300 | 7.5 |  |
      | express | sse | 100 | 0.600 | 2.0 |  |

      ## R1: warm start

      | run | ready after ms | hub MB | database MB | hub and database MB |
      |--:|--:|--:|--:|--:|
      | 1 | 2400 | 200 | 40 | 240 |
      """;

  private final List<Measured> all = new ArrayList<>();

  ResultsTableTest() {
    all.addAll(Measured.read(NEW.lines().toList()));
    all.addAll(Measured.read(OLD.lines().toList()));
  }

  @Test
  void showsTheNewestBesideTheBestPeer() {
    assertThat(table("C1: rate >= 2 x express; rate >= 1.2 x bare"))
        .contains(
            "| C1 | 31,194/s | bare 20,000/s | 1.56 | rate >= 2 x express; rate >= 1.2 x bare |"
                + " yes (disturbed) | 2026-11-21 04:28 UTC | bbbbbbb with local changes |");
  }

  @Test
  void showsWhetherItCameAgain() {
    assertThat(table("C1: rate >= 0.4 x bare"))
        .contains(" bbbbbbb with local changes | 0.50 x bare, yes, 2026-11-20 04:28 UTC |");
    assertThat(table("R1: ready <= 2500")).contains("| yes | 2026-11-21 04:28 UTC |");
    assertThat(ResultsTable.of(List.of("C1: p50 <= 1"), all)).contains(" | -, open, 2026-11-20 ");
  }

  @Test
  void saysNoWhenOneConditionIsMissed() {
    assertThat(table("C1: rate >= 4 x express; p99 <= 1 x fastify")).contains("| no (disturbed) |");
  }

  @Test
  void leavesOpenWhatNamesAServerThatWasNotMeasured() {
    assertThat(table("C1: rate >= 2 x express; p99 <= 1 x fastify"))
        .contains("| open (disturbed) |");
  }

  @Test
  void holdsAllSizesAgainstEachOther() {
    assertThat(table("G1: rate flat 20 %"))
        .contains("| G1 | 790/s | - | - | rate flat 20 % | no |");
    assertThat(table("G1: rate flat 25 %")).contains("| rate flat 25 % | yes |");
  }

  @Test
  void drawsCurvesOfWhatHasSeveralSizes() {
    assertThat(ResultsTable.curves(all))
        .contains("| G1 | rate | 10: 1,000/s · 10000: 790/s |")
        .doesNotContain("| C1 |", "| E1 sse |");
  }

  @Test
  void judgesEachKindOfClient() {
    assertThat(table("E1: p50 <= 1; p99 <= 5"))
        .contains("| E1 sse | 0.300 ms | express 0.600 ms | 0.50 | p50 <= 1; p99 <= 5 | yes |")
        .contains("| E1 mqtt | 0.300 ms | - | - | p50 <= 1; p99 <= 5 | no |");
  }

  @Test
  void readsTheTableOfStarts() {
    assertThat(table("R1: ready <= 2500; memory <= 250"))
        .contains("| R1 | 2,400 ms | - | - | ready <= 2500; memory <= 250 | yes |");
  }

  @Test
  void showsWhatHasNoTargetAndWhatWasNotMeasured() {
    assertThat(table("M1: rate >= 2 x bare"))
        .contains("| M1 | - | - | - | rate >= 2 x bare | not measured | - | - |")
        .contains("| G1 | 790/s | - | - | - | - |");
  }

  @Test
  void refusesATargetItCannotRead() {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.of("rate > 2"));
  }

  @Test
  void everyLineOfTheTargetsCanBeRead() throws java.io.IOException {
    List<String> lines = java.nio.file.Files.readAllLines(java.nio.file.Path.of("targets.txt"));
    assertThat(lines).filteredOn(line -> !line.startsWith("#")).hasSizeGreaterThan(10);
    assertThat(ResultsTable.of(lines, all)).contains("| E1 sse |").contains("| C1 |");
    for (String line : lines) {
      if (!line.startsWith("#")) {
        String conditions = line.substring(line.indexOf(':') + 1);
        assertThat(conditions.split(";"))
            .allSatisfy(each -> assertThat(Target.of(each)).isNotNull());
      }
    }
  }

  @Test
  void tellsTheTrendOfEachPeer() {
    assertThat(all.stream().flatMap(TrendMain::lines))
        .containsExactly("2026-11-20 04:28 UTC,aaaaaaa,C1/bare,0.250");
  }

  private String table(String target) {
    return ResultsTable.of(List.of("# targets", target), all);
  }
}
