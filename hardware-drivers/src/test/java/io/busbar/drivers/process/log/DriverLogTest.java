package io.busbar.drivers.process.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverLogTest {
  private static final String SECRET = "p@ss wörd\"/\\1";
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login with p@ss wörd\"/\\1 failed",
        "{\"password\":\"p@ss wörd\\\"/\\\\1\"}",
        "{\"password\":\"p@ss w\\u00f6rd\\\"/\\\\1\"}",
        "http://h/?p=p%40ss+w%C3%B6rd%22%2F%5C1&x=1",
        "http://h/?p=p%40ss%20w%c3%b6rd%22%2f%5c1&x=1"
      })
  void hidesSecretsInEveryForm(String line) {
    String clean = Redaction.of(List.of(SECRET)).apply(line);
    assertThat(clean).contains(Redaction.MASK).doesNotContain("p@ss").doesNotContain("p%40ss");
  }

  @Test
  void hidesLongerSecretsFirstAndIgnoresShortOnes() {
    Redaction redaction = Redaction.of(List.of("abcd", "abcdefgh", "on"));
    assertThat(redaction.apply("abcdefgh on abcd")).isEqualTo("[redacted] on [redacted]");
  }

  @Test
  void keepsTheLastTwoThousandLines() {
    LogRing ring = new LogRing();
    for (int i = 0; i < 2_500; i++) {
      ring.add("line " + i);
    }
    assertThat(ring.tail(5_000)).hasSize(2_000).startsWith("line 500").endsWith("line 2499");
    assertThat(ring.tail(1)).containsExactly("line 2499");
    assertThat(ring.tail(-1)).isEmpty();
    ring.add("x".repeat(LogRing.MAX_CHARACTERS));
    assertThat(ring.tail(5_000)).hasSize(1);
  }

  @Test
  void rotatesItsFileAndKeepsFive() throws IOException {
    RotatingFile file = new RotatingFile(folder.resolve("driver.log"));
    String line = "x".repeat(100_000);
    for (int i = 0; i < 80; i++) {
      file.append(line);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(RotatingFile.FILES).allMatch(DriverLogTest::isWithinItsLimit);
    }
  }

  @Test
  void cutsLongLinesAndFloodsAndControlCharacters() {
    DriverLog log = new DriverLog(folder.resolve("driver.log"), Runnable::run, CLOCK);
    log.write("out", "a\u001b[31mb\nc" + "x".repeat(10_000));
    assertThat(log.tail(1).get(0)).contains("a [31mb c").hasSizeLessThan(4_200);
    for (int i = 0; i < 2_000; i++) {
      log.write("err", "flood");
    }
    assertThat(log.tail(2_000)).hasSize(501);
    assertThat(log.tail(1).get(0)).contains("left out");
  }

  private static boolean isWithinItsLimit(Path file) {
    return file.toFile().length() <= RotatingFile.MAX_BYTES;
  }
}
