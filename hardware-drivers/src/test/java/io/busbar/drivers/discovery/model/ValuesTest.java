package io.busbar.drivers.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.contracts.value.Fields;
import io.busbar.kit.Failure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void readsNumbersAndTruthHoweverTheyAreSpelled() {
    assertThat(Values.number("-1.5e2")).contains(-150.0);
    assertThat(Values.number(" 7 ")).contains(7.0);
    assertThat(Values.number("0x10")).isEmpty();
    assertThat(Values.number("1e999")).isEmpty();
    assertThat(Values.number(Double.NaN)).isEmpty();
    assertThat(Values.truth("ON")).contains(true);
    assertThat(Values.truth(0)).contains(false);
    assertThat(Values.truth("maybe")).isEmpty();
    assertThat(Values.truth(null)).isEmpty();
  }

  @Test
  void writesNumbersWithoutExponentAndNeedlessFraction() {
    assertThat(Values.written(1e7)).isEqualTo("10000000");
    assertThat(Values.written(0.1)).isEqualTo("0.1");
    assertThat(Values.written(-0.0)).isEqualTo("0");
    assertThat(Values.plain(3.0)).isEqualTo(3L);
    assertThat(Values.plain(3.5)).isEqualTo(3.5);
  }

  @Test
  void missingArgumentsSaySo() {
    assertThatThrownBy(() -> Values.required(Fields.EMPTY, "brightness"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'brightness'");
    assertThatThrownBy(() -> Values.requiredColor(Fields.of("color", "blue")))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Values.requiredTruth(Fields.of("value", "x"), "value"))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Values.requiredText(Fields.EMPTY, "value"))
        .isInstanceOf(Failure.class);
  }

  @Property
  void percentagesSurviveTheScaleOfADevice(
      @ForAll @DoubleRange(min = 0, max = 100) double percent,
      @ForAll @IntRange(min = 100, max = 65_535) int full) {
    long raw = Percent.to(percent, full);
    assertThat(raw).isBetween(0L, (long) full);
    assertThat(Math.abs(Percent.of((double) raw, full) - percent)).isLessThanOrEqualTo(1.01);
  }

  @Test
  void littleIsNotNothing() {
    assertThat(Percent.to(0.1, 254)).isEqualTo(1);
    assertThat(Percent.to(0, 254)).isZero();
    assertThat(Percent.of(300, 254)).isEqualTo(100);
    assertThat(Percent.reciprocal(0)).isZero();
  }

  @Property
  void keysAndNamesAreAlwaysUsable(@ForAll String text) {
    assertThat(Words.key(text)).matches("[a-z0-9]([a-z0-9_]*[a-z0-9])?").hasSizeBetween(1, 64);
    assertThat(Words.name(text)).isNotBlank().hasSizeLessThanOrEqualTo(Words.MAX_NAME);
    assertThat(Words.clean(text, 20)).hasSizeLessThanOrEqualTo(20).doesNotContain("\n");
  }

  @Test
  void labelsReadLikeWords() {
    assertThat(Words.label("set_color_temperature")).isEqualTo("Set color temperature");
    assertThat(Words.label("l2")).isEqualTo("L2");
    assertThat(Words.key("ENERGY.ApparentPower")).isEqualTo("energy_apparent_power");
  }
}
