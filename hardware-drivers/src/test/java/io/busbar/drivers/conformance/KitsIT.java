package io.busbar.drivers.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.busbar.drivers.conformance.KitSuites.Suite;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of the kits and drivers in other languages, and the transcripts against these kits;
 * what needs an interpreter that is not here is skipped with its name.
 */
final class KitsIT {
  private static final Path SCRIPT = Path.of("conformance", "run-kit-tests.sh");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> kitsAndDriversPassTheirTests() {
    KitSuites result = KitSuites.run(SCRIPT, folder.resolve("log"));
    Stream<DynamicTest> suites =
        result.suites().stream().map(suite -> dynamicTest(suite.name(), () -> passes(suite)));
    Stream<DynamicTest> leftOut =
        result.leftOut().stream()
            .map(reason -> dynamicTest("left out: " + reason, () -> abort(reason)));
    DynamicTest whole = dynamicTest("all of them", () -> endsWell(result));
    return Stream.of(suites, leftOut, Stream.of(whole)).flatMap(tests -> tests);
  }

  private static void passes(Suite suite) {
    assertThat(suite.failed()).as("%s%n%s", suite.name(), suite.output()).isZero();
    assertThat(suite.passed()).as("%s%n%s", suite.name(), suite.output()).isPositive();
  }

  private static void endsWell(KitSuites result) {
    boolean nothingRan = result.suites().isEmpty() && !result.leftOut().isEmpty();
    assumeFalse(nothingRan, () -> "nothing could run: " + result.leftOut());
    assertThat(result.exitCode()).as("%s", result.output()).isZero();
  }
}
