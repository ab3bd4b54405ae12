package io.busbar.drivers.process.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.process.Ending;
import io.busbar.drivers.process.launch.Runtimes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StdioTest {
  private static final Duration SOON = Duration.ofMillis(300);

  @Property
  void cutsLinesWhereverTheyEnd(@ForAll List<String> texts) throws IOException {
    List<String> lines =
        texts.stream().map(text -> text.replace("\n", "")).filter(text -> !text.isEmpty()).toList();
    byte[] stream = String.join("\n\n", lines).getBytes(StandardCharsets.UTF_8);
    LineReader reader = new LineReader(new ByteArrayInputStream(stream), LineReader.MAX_BYTES);
    List<String> read = new ArrayList<>();
    for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
      read.add(new String(line.bytes(), StandardCharsets.UTF_8));
    }
    byte[] joined = String.join("|", lines).getBytes(StandardCharsets.UTF_8);
    assertThat(String.join("|", read).getBytes(StandardCharsets.UTF_8)).isEqualTo(joined);
  }

  @Test
  void skipsALineThatIsTooLongAndReadsTheNext() throws IOException {
    byte[] stream = ("x".repeat(50_000) + "\nok\n").getBytes(StandardCharsets.UTF_8);
    LineReader reader = new LineReader(new ByteArrayInputStream(stream), 100);
    LineReader.Line tooLong = Objects.requireNonNull(reader.next());
    LineReader.Line next = Objects.requireNonNull(reader.next());
    assertThat(tooLong.tooLong()).isTrue();
    assertThat(tooLong.length()).isEqualTo(50_000);
    assertThat(next.bytes()).isEqualTo("ok".getBytes(StandardCharsets.UTF_8));
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'   '|BLANK",
        "hello|TEXT",
        "{oops|TEXT",
        "{\"event\":\"X\"} tail|TEXT",
        "[1]|TEXT",
        "{\"a\":{\"event\":\"X\"}}|OBJECT",
        "{\"event\":1}|OBJECT",
        " {\"data\":{},\"event\":\"X\"} |EVENT",
        "{\"type\":\"X\"}|EVENT"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void tellsEventsFromText(String line, StdoutLine kind) {
    assertThat(StdoutLine.of(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
  }

  @Test
  void takesBrokenUtf8ForText() {
    byte[] line = {'{', '"', 'e', 'v', 'e', 'n', 't', '"', ':', '"', (byte) 0xff, '"', '}'};
    assertThat(StdoutLine.of(line)).isEqualTo(StdoutLine.TEXT);
  }

  @Test
  void knowsAConfigurationErrorFromACrash() {
    assertThat(story("host is missing").ending(2, Duration.ofMinutes(1)))
        .isEqualTo(Ending.configuration("host is missing"));
    assertThat(story("host is missing").ending(1, SOON))
        .isEqualTo(Ending.configuration("host is missing"));
    assertThat(story("host is missing").ending(1, Duration.ofSeconds(3)).configuration()).isFalse();
    assertThat(story("Traceback", "ValueError: x").ending(1, SOON))
        .isEqualTo(Ending.crash("ended by itself with code 1: ValueError: x"));
    assertThat(story("killed").ending(137, SOON))
        .isEqualTo(Ending.crash("ended by signal 9: killed"));
    assertThat(story().ending(0, SOON)).isEqualTo(Ending.crash("ended by itself with code 0"));
  }

  @Test
  void saysWhatToInstallWhenAnInterpreterIsMissing() {
    Runtimes none = new Runtimes(Map.of("PATH", "/nowhere"), "");
    assertThatThrownBy(() -> none.interpreter(DriverType.LUA))
        .hasMessageContaining("no interpreter for lua");
    Runtimes wrong = new Runtimes(System.getenv(), "/nowhere/python9");
    assertThatThrownBy(() -> wrong.interpreter(DriverType.PYTHON))
        .hasMessageContaining("/nowhere/python9");
  }

  private static ExitStory story(String... errors) {
    ExitStory story = new ExitStory();
    List.of(errors).forEach(story::saidOnStderr);
    return story;
  }
}
