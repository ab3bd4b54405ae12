package io.busbar.drivers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.drivers.conformance.KitSuites.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KitSuitesTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheScriptSays() throws IOException {
    Path script = folder.resolve("tests.sh");
    Files.writeString(
        script,
        """
        echo "python kit: 21 passed, 0 failed"
        echo "left out: lua 5.4 is not here"
        echo "wled: 2 passed, 1 failed"
        echo "    not ok: it rains" >&2
        echo "    1 passed, 1 failed"
        echo "23 passed, 1 failed"
        exit 3
        """);

    KitSuites result = KitSuites.run(script, folder.resolve("log"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.leftOut()).containsExactly("lua 5.4 is not here");
    assertThat(result.suites())
        .containsExactly(
            new Suite("python kit", 21, 0, ""),
            new Suite("wled", 2, 1, "not ok: it rains\n1 passed, 1 failed\n"));
    assertThat(result.output()).endsWith("23 passed, 1 failed\n");
  }
}
