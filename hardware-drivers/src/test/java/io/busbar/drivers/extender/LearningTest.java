package io.busbar.drivers.extender;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Learning.Phase;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.protocol.Protocols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LearningTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(30);
  private static final List<Integer> ODD = List.of(3000, 1000, 500, 1000, 500, 2000, 500, 300);

  @Test
  void learnsWhatIsPressedTwice() {
    Learning learning = Learning.of("tv", "power", UNTIL);
    assertThat(learning.phase(NOW)).isEqualTo(Phase.WAITING);
    learning = learning.heard(infrared(ODD, List.of()), NOW);
    assertThat(learning.phase(NOW)).isEqualTo(Phase.PRESS_AGAIN);
    learning = learning.heard(infrared(noisy(ODD, 7), List.of()), NOW);
    assertThat(learning.phase(NOW)).isEqualTo(Phase.LEARNED);
    assertThat(learning.code())
        .isEqualTo(PulseTrain.of(38_000, List.of(3000, 1000, 500, 1000, 500, 2000, 500, 40_000)));
  }

  @Test
  void asksAgainWhenThePressesDiffer() {
    Learning learning =
        Learning.of("tv", "power", UNTIL)
            .heard(infrared(ODD, List.of()), NOW)
            .heard(infrared(List.of(3000, 1000, 500, 2000, 500, 2000, 500, 300), List.of()), NOW);
    assertThat(learning.phase(NOW)).isEqualTo(Phase.PRESS_AGAIN);
    assertThat(learning.tries()).isEqualTo(1);
    assertThat(learning.heard(infrared(ODD, List.of()), NOW).phase(NOW))
        .isEqualTo(Phase.PRESS_AGAIN);
  }

  @Test
  void learnsFramesThatDifferAsOne() {
    List<Integer> second = List.of(3000, 1000, 500, 300);
    Learning learning =
        Learning.of("ac", "cool", UNTIL)
            .heard(infrared(ODD, second), NOW)
            .heard(infrared(ODD, second), NOW);
    assertThat(learning.code())
        .isEqualTo(
            PulseTrain.of(
                38_000,
                List.of(3000, 1000, 500, 1000, 500, 2000, 500, 20_300, 3000, 1000, 500, 20_000)));
  }

  @Test
  void stopsAtItsTime() {
    Learning learning = Learning.of("tv", "power", UNTIL);
    assertThat(learning.heard(infrared(ODD, List.of()), UNTIL)).isEqualTo(learning);
    assertThat(learning.phase(UNTIL)).isEqualTo(Phase.TIMED_OUT);
  }

  @Test
  void learnsRadio() {
    Fields message =
        Fields.of("type", "rf_rx").with("code", 5393).with("bits", 24).with("protocol", 1);
    Capture capture = Capture.read(message.with("pulselen", 350)).orElseThrow();
    Learning learning = Learning.of("plug", "on", UNTIL).heard(capture, NOW).heard(capture, NOW);
    assertThat(learning.code()).isEqualTo(new RfCode(5393, 24, 1, 8));
    assertThat(Capture.read(message.with("code", 12_345))).isEmpty();
    assertThat(Capture.read(Fields.of("type", "connected"))).isEmpty();
  }

  /** Presses differ by noise and by their toggle bit; captures may hold one frame or two. */
  @Property(tries = 300)
  void learnsCleanCodesFromNoise(
      @ForAll Protocol protocol,
      @ForAll @IntRange(max = 0xFFF_FFFF) int bits,
      @ForAll boolean twoFrames,
      @ForAll int seed) {
    ProtocolCode code =
        new ProtocolCode(protocol, bits & protocol.maxAddress(), bits & protocol.maxCommand());
    Learning learning = Learning.of("tv", "power", UNTIL);
    for (boolean toggle : new boolean[] {false, true}) {
      List<List<Integer>> frames = frames(Protocols.encode(code, toggle).frames(2));
      List<Integer> b = twoFrames ? noisy(frames.get(1), seed + 1) : List.of();
      learning = learning.heard(infrared(noisy(frames.get(0), seed), b), NOW);
    }
    assertThat(learning.phase(NOW)).isEqualTo(Phase.LEARNED);
    assertThat(learning.code()).isInstanceOf(ProtocolCode.class);
    ProtocolCode learned = (ProtocolCode) learning.code();
    assertThat(learned).isNotNull();
    if (learned != null) {
      assertThat(Protocols.encode(learned, false)).isEqualTo(Protocols.encode(code, false));
    }
  }

  private static List<List<Integer>> frames(List<Integer> micros) {
    List<List<Integer>> frames = new ArrayList<>();
    List<Integer> frame = new ArrayList<>();
    for (int i = 0; i < micros.size(); i++) {
      boolean gap = i % 2 == 1 && micros.get(i) >= 6_500;
      frame.add(gap ? 300 : micros.get(i));
      if (gap) {
        frames.add(frame);
        frame = new ArrayList<>();
      }
    }
    return frames;
  }

  private static List<Integer> noisy(List<Integer> micros, int seed) {
    Random random = new Random(seed);
    return micros.stream().map(value -> value + random.nextInt(81) - 40).toList();
  }

  private static Capture infrared(List<Integer> a, List<Integer> b) {
    List<Integer> combined = new ArrayList<>(a);
    if (!b.isEmpty()) {
      combined.set(a.size() - 1, a.get(a.size() - 1) + 20_000);
      combined.addAll(b);
    }
    Fields message =
        Fields.of("type", "ir_rx")
            .with("freq_khz", 38)
            .with("a", a)
            .with("b", b)
            .with("combined", combined);
    return Capture.read(b.isEmpty() ? message : message.with("gap_us", 20_000)).orElseThrow();
  }
}
