package io.busbar.drivers.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.sample.SampleLamp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java kit, by way of its sample driver, follows the transcripts that are for kits. */
final class JavaKitConformanceTest {
  private static final Path TRANSCRIPTS = Path.of("conformance", "transcripts");
  private static final Duration END = Duration.ofSeconds(10);

  static Stream<Transcript> transcripts() {
    return Transcript.readAll(TRANSCRIPTS).stream()
        .filter(transcript -> transcript.isForKit(KitReplay.TRANSPORT));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void followsTheTranscript(Transcript transcript) {
    KitReplay.play(transcript, hub -> started(hub, "Lamp 1"));
  }

  @Test
  void registersReconnectsAndServesInThem() {
    assertThat(transcripts().map(Transcript::name))
        .contains(
            "discover-and-command",
            "registration-comes-first",
            "registration-refused-comes-again",
            "reconnect-announces-again",
            "line-limit");
  }

  @Test
  void saysWhereAKitWentAstray() {
    Transcript transcript = Transcript.read(TRANSCRIPTS.resolve("discover-and-command.jsonl"));

    assertThatThrownBy(() -> KitReplay.play(transcript, hub -> started(hub, "Another lamp")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("discover-and-command, line 5")
        .hasMessageContaining("Another lamp");
  }

  private static KitReplay.Running started(URI hub, String lampName) {
    SampleLamp lamp = new SampleLamp(hub, "sample-1", lampName);
    Thread thread = new Thread(lamp::run, "sample-lamp");
    thread.start();
    return () -> stop(lamp, thread);
  }

  private static void stop(SampleLamp lamp, Thread thread) {
    lamp.close();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(thread.isAlive()).as("the driver still runs").isFalse();
  }
}
