package io.busbar.drivers.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RgbTest {
  @Test
  void readsBothLengthsAndNothingElse() {
    assertThat(Rgb.parse("#0f8")).contains(new Rgb(0, 255, 136));
    assertThat(Rgb.parse("12abEF")).contains(new Rgb(0x12, 0xAB, 0xEF));
    assertThat(Rgb.parse("#12345")).isEmpty();
    assertThat(Rgb.parse("red")).isEmpty();
  }

  @Test
  void knowsTheCornersOfTheColourWheel() {
    assertThat(Rgb.hsv(0, 100, 100).hex()).isEqualTo("#FF0000");
    assertThat(Rgb.hsv(120, 100, 100).hex()).isEqualTo("#00FF00");
    assertThat(Rgb.hsv(-120, 100, 100).hex()).isEqualTo("#0000FF");
    assertThat(Rgb.hsv(77, 0, 50).hex()).isEqualTo("#808080");
    assertThat(new Rgb(255, 128, 0).hsv()).containsExactly(30, 100, 100);
  }

  @Test
  void knowsThePrimariesAndWhiteOfTheChart() {
    assertThat(Rgb.xy(0.3127, 0.3290)).satisfies(white -> near(white, 255, 255, 255));
    assertThat(Rgb.xy(0.64, 0.33)).satisfies(red -> near(red, 255, 0, 0));
    assertThat(Rgb.xy(0.30, 0.60)).satisfies(green -> near(green, 0, 255, 0));
    assertThat(Rgb.xy(0.15, 0.06)).satisfies(blue -> near(blue, 0, 0, 255));
    assertThat(Rgb.xy(0, 0)).isNotNull();
  }

  @Property
  void hueAndBackIsTheSameColourWithinRounding(
      @ForAll @IntRange(max = 255) int red,
      @ForAll @IntRange(max = 255) int green,
      @ForAll @IntRange(max = 255) int blue) {
    int[] parts = new Rgb(red, green, blue).hsv();
    near(Rgb.hsv(parts[0], parts[1], parts[2]), red, green, blue);
    assertThat(Rgb.parse(new Rgb(red, green, blue).hex())).contains(new Rgb(red, green, blue));
  }

  private static void near(Rgb color, int red, int green, int blue) {
    assertThat(Math.abs(color.red() - red)).isLessThanOrEqualTo(4);
    assertThat(Math.abs(color.green() - green)).isLessThanOrEqualTo(4);
    assertThat(Math.abs(color.blue() - blue)).isLessThanOrEqualTo(4);
  }
}
