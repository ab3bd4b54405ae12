package io.busbar.drivers.ir.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.protocol.Protocols.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every code of every protocol, heard well or badly. */
final class ProtocolLawsTest {
  private static final int SHORT_SPACE = 300;

  @Provide
  Arbitrary<ProtocolCode> codes() {
    return Arbitraries.of(Protocol.values())
        .flatMap(
            protocol ->
                Combinators.combine(
                        Arbitraries.integers().between(0, protocol.maxAddress()),
                        Arbitraries.integers().between(0, protocol.maxCommand()))
                    .as((address, command) -> new ProtocolCode(protocol, address, command)));
  }

  @Property(tries = 1000)
  void whatIsSentIsHeard(@ForAll("codes") ProtocolCode code, @ForAll boolean toggle) {
    PulseTrain train = Protocols.encode(code, toggle);
    Decoded decoded = Protocols.decode(train.press()).orElseThrow();
    assertThat(sameMeaning(decoded.code(), code)).isTrue();
    assertThat(decoded.toggle()).isEqualTo(toggle && code.protocol().toggles());
    assertThat(Protocols.encode(decoded.code(), toggle)).isEqualTo(train);
  }

  @Property(tries = 1000)
  void aHeldKeyIsOneCode(
      @ForAll("codes") ProtocolCode code, @ForAll @IntRange(min = 2, max = 6) int frames) {
    List<Integer> held = Protocols.encode(code, false).frames(frames);
    assertThat(sameMeaning(Protocols.decode(held).orElseThrow().code(), code)).isTrue();
  }

  /**
   * Receivers lengthen marks at the cost of spaces, clocks are off by 2 %, every edge jitters; a
   * capture of one frame ends with a short space; a lamp flickers before it.
   */
  @Property(tries = 2000)
  void badReceptionIsUnderstood(
      @ForAll("codes") ProtocolCode code,
      @ForAll @IntRange(max = 60) int bias,
      @ForAll @IntRange(min = -2, max = 2) int percent,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> heard = new ArrayList<>(glitches(random));
    List<Integer> once = Protocols.encode(code, random.nextBoolean()).once();
    boolean mark = true;
    for (int micros : once.subList(0, once.size() - 1)) {
      int jitter = random.nextInt(101) - 50 + (mark ? bias : -bias);
      heard.add(Math.max(1, micros * (100 + percent) / 100 + jitter));
      mark = !mark;
    }
    heard.add(SHORT_SPACE);
    assertThat(sameMeaning(Protocols.decode(heard).orElseThrow().code(), code)).isTrue();
  }

  @Property(tries = 1000)
  void anythingCanBeHeard(
      @ForAll @Size(max = 120) List<@IntRange(min = 1, max = 20_000) Integer> micros) {
    assertThat(Protocols.decode(micros)).isNotNull();
  }

  private static List<Integer> glitches(Random random) {
    List<Integer> glitches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      glitches.add(100 + random.nextInt(300));
      glitches.add(20_000 + random.nextInt(50_000));
    }
    return glitches;
  }

  /** Codes of wide protocols may be those of a narrower one. */
  private static boolean sameMeaning(ProtocolCode heard, ProtocolCode sent) {
    return heard.equals(sent)
        || Protocols.encode(heard, false).equals(Protocols.encode(sent, false));
  }
}
