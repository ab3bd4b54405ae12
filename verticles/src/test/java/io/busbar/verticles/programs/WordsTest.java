package io.busbar.verticles.programs;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT30S,PT30S",
    "30,PT30S",
    "1.5,PT1.5S",
    "500ms,PT0.5S",
    "2 h,PT2H",
    "5m,PT5M",
    "pt1m,PT1M"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(Words.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "P", "PT99999999999999999999H", "1d", "5 m 3"})
  void knowsNoOtherDurations(String text) {
    assertThat(Words.duration(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "7:05,07:05",
    "07:05:09,07:05:09",
    "12:00 am,00:00",
    "12:30pm,12:30",
    "11:59 PM,23:59"
  })
  void readsTimes(String text, LocalTime time) {
    assertThat(Words.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"24:00", "7", "7:5", "13:00 pm", "0:10 am", "sunset", "-1:00"})
  void knowsNoOtherTimes(String text) {
    assertThat(Words.time(text)).isNull();
  }

  @Test
  void readsDays() {
    assertThat(Words.days(List.of("Mon", "friday"))).containsExactlyInAnyOrder(MONDAY, FRIDAY);
    assertThat(Words.days("sat, su")).containsExactlyInAnyOrder(SATURDAY, SUNDAY);
    assertThat(Words.days("fri-mon")).containsExactlyInAnyOrder(FRIDAY, SATURDAY, SUNDAY, MONDAY);
    assertThat(Words.days("weekdays")).hasSize(5).doesNotContain(SATURDAY, SUNDAY);
    assertThat(Words.days("daily")).hasSize(7);
    assertThat(Words.days("mon-mon")).isEqualTo(Set.of(MONDAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "t", "monx", "mon-", "mon-tue-wed", "1", "mon,,tue"})
  void knowsNoOtherDays(String text) {
    assertThat(Words.days(text)).isEmpty();
  }
}
