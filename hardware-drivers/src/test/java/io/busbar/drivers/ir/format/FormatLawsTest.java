package io.busbar.drivers.ir.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.Protocol;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.RfCode;
import io.busbar.drivers.ir.Trains;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for every code in every format. */
final class FormatLawsTest {
  private static final double BROADLINK_TICK = 269_000.0 / 8192;

  @Provide
  Arbitrary<PulseTrain> trains() {
    return Trains.any();
  }

  @Property(tries = 300)
  void rawAndLircLoseNothingOfAPress(@ForAll("trains") PulseTrain train) {
    assertThat(reread(CodeFormat.RAW, train).press()).isEqualTo(train.press());
    PulseTrain lirc = reread(CodeFormat.LIRC, train);
    assertThat(lirc.press()).isEqualTo(train.press());
    assertThat(lirc.carrierHz()).isEqualTo(train.carrierHz());
  }

  @Property(tries = 300)
  void prontoIsWithinOnePeriod(@ForAll("trains") PulseTrain train) {
    PulseTrain read = reread(CodeFormat.PRONTO, train);
    double period = 1_000_000.0 / read.carrierHz();
    assertNear(read.once(), capped(train.once(), 65_535 * period), period);
    assertNear(read.again(), capped(train.again(), 65_535 * period), period);
    assertThat(1_000_000.0 / train.carrierHz()).isBetween(period - 0.25, period + 0.25);
    assertThat(CodeFormat.PRONTO.write(read)).isEqualTo(CodeFormat.PRONTO.write(train));
  }

  @Property(tries = 300)
  void broadlinkIsWithinOneTick(@ForAll("trains") PulseTrain train) {
    for (CodeFormat format : List.of(CodeFormat.BROADLINK_BASE64, CodeFormat.BROADLINK_HEX)) {
      PulseTrain read = reread(format, train);
      assertNear(read.press(), train.press(), BROADLINK_TICK);
      assertThat(format.write(read)).isEqualTo(format.write(train));
    }
  }

  @Property(tries = 300)
  void sendirIsWithinOnePeriod(@ForAll("trains") PulseTrain train) {
    PulseTrain read = reread(CodeFormat.GLOBAL_CACHE, train);
    double period = 1_000_000.0 / train.carrierHz();
    assertThat(read.carrierHz()).isEqualTo(train.carrierHz());
    assertNear(read.press(), capped(train.press(), 65_535 * period), period);
  }

  @Property(tries = 200)
  void theObjectLosesNothing(@ForAll("trains") PulseTrain train) {
    assertThat(throughJson(train)).isEqualTo(train);
  }

  @Property(tries = 200)
  void wordsOfProtocolsLoseNothing(
      @ForAll Protocol protocol, @ForAll @IntRange(max = 0xFFF_FFFF) int bits) {
    ProtocolCode code =
        new ProtocolCode(protocol, bits & protocol.maxAddress(), bits & protocol.maxCommand());
    assertThat(throughJson(code)).isEqualTo(code);
  }

  @Property(tries = 200)
  void radioLosesNothing(@ForAll @LongRange(max = 0xFFFF_FFFFL) long number) {
    RfCode code = new RfCode(number, 32, 3, 8);
    assertThat(throughJson(code)).isEqualTo(code);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefused(@ForAll String text) {
    readOrRefused(text);
  }

  @Property(tries = 1000)
  void textThatLooksLikeACodeIsReadOrRefused(@ForAll("almostCodes") String text) {
    readOrRefused(text);
  }

  @Provide
  Arbitrary<String> almostCodes() {
    Arbitrary<String> starts =
        Arbitraries.of(
            "0000 006D ",
            "5000 0073 0000 0001 ",
            "sendir,1:1,1,38000,1,1,",
            "2600",
            "JgAA",
            "[",
            "pulse 9000\n",
            "900A 006D 0000 0001 ");
    Arbitrary<String> rest =
        Arbitraries.strings().withChars("0123456789ABCDEFabcdef ,-+\n").ofMaxLength(60);
    return starts.flatMap(start -> rest.map(start::concat));
  }

  @Property(tries = 200)
  void anyNumbersAreReadOrRefused(@ForAll @Size(max = 40) List<@From("numbers") Object> numbers) {
    try {
      assertThat(CodeValue.read(numbers)).isInstanceOf(PulseTrain.class);
    } catch (HubFailure refused) {
      assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    }
  }

  @Provide
  Arbitrary<Object> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(Object.class::cast),
        Arbitraries.longs().map(Object.class::cast),
        Arbitraries.doubles().map(Object.class::cast),
        Arbitraries.of("0x10", "x", true));
  }

  private static void readOrRefused(String text) {
    try {
      assertThat(CodeFormat.read(text)).isNotNull();
    } catch (HubFailure refused) {
      assertThat(refused.code()).isIn(FailureCode.INVALID, FailureCode.UNSUPPORTED);
      assertThat(refused.hint()).isNotBlank();
      assertThat(refused.message()).hasSizeLessThan(300);
    }
  }

  private static PulseTrain reread(CodeFormat format, PulseTrain train) {
    String text = format.write(train);
    assertThat(CodeFormat.of(text)).isEqualTo(format);
    return (PulseTrain) format.parse(text);
  }

  private static IrCode throughJson(IrCode code) {
    return CodeValue.read(Json.readObject(Json.bytes(CodeValue.write(code))));
  }

  private static List<Integer> capped(List<Integer> values, double max) {
    return values.stream().map(value -> (int) Math.min(value, max)).toList();
  }

  private static void assertNear(List<Integer> read, List<Integer> wanted, double tick) {
    assertThat(read).hasSameSizeAs(wanted);
    for (int i = 0; i < read.size(); i++) {
      assertThat(Math.abs(read.get(i) - wanted.get(i)))
          .as(String.format(Locale.ROOT, "value %d", i))
          .isLessThanOrEqualTo((int) Math.ceil(tick));
    }
  }
}
