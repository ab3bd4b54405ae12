package io.busbar.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bench.soak.Growth.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void whatClimbsGrows() {
    Growth growth = of(100, 110, 120, 130, 140, 150, 160, 170, 180);
    assertThat(growth.verdict()).isEqualTo(Verdict.GROWS);
    assertThat(growth.perHour()).isCloseTo(300, Offset.offset(0.01));
    assertThat(growth.first()).isEqualTo(100);
    assertThat(growth.last()).isEqualTo(180);
  }

  @Test
  void whatClimbsSlowlyGrowsHoweverOftenItIsLookedAt() {
    double[] values = IntStream.range(0, 61).mapToDouble(i -> 1000 + 2 * i).toArray();
    assertThat(of(values).verdict()).isEqualTo(Verdict.GROWS);
  }

  @Test
  void whatGoesUpAndDownIsSteady() {
    assertThat(of(100, 150, 149, 155, 148, 156, 150, 153, 149).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void warmingUpIsNoGrowth() {
    assertThat(of(10, 60, 100, 101, 100, 101, 100, 101, 100).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void aLittleIsNoGrowth() {
    assertThat(of(100, 100, 100, 100, 100, 100, 101, 101, 101).verdict()).isEqualTo(Verdict.STEADY);
  }

  @Test
  void fewSamplesSayNothing() {
    assertThat(of(100, 200, 300).verdict()).isEqualTo(Verdict.TOO_SHORT);
  }

  @Test
  void fewMinutesSayNothing() {
    List<Double> minutes = IntStream.range(0, 9).mapToObj(i -> 0.3 * i).toList();
    assertThat(Growth.of(minutes, minutes, 0.02).verdict()).isEqualTo(Verdict.TOO_SHORT);
  }

  @Test
  void theReportNamesWhatGrows() {
    List<List<Double>> looks =
        IntStream.range(0, 9)
            .mapToObj(i -> List.of(2d * i, 1000d, 2000d, 50d + 5 * i, 30d, 4000d))
            .toList();
    assertThat(SoakReportMain.report(looks))
        .contains("| file descriptors | 50 | 90 | +150 | GROWS |")
        .contains("| threads | 30 | 30 | +0 | steady |")
        .endsWith("What grows: file descriptors.\n");
  }

  private static Growth of(double... values) {
    List<Double> minutes = IntStream.range(0, values.length).mapToObj(i -> 2d * i).toList();
    return Growth.of(minutes, java.util.Arrays.stream(values).boxed().toList(), 0.02);
  }
}
