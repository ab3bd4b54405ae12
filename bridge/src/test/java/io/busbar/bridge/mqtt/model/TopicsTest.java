package io.busbar.bridge.mqtt.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private static final Topics.Limits LIMITS = new Topics.Limits(20, 4);

  @ParameterizedTest
  @CsvSource({
    "sport/tennis/player1/#, sport/tennis/player1, true",
    "sport/tennis/player1/#, sport/tennis/player1/score, true",
    "sport/#, sport, true",
    "#, /finance, true",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "sport/tennis/+, sport/tennis/player1/ranking, false",
    "#, $SYS/uptime, false",
    "+/uptime, $SYS/uptime, false",
    "$SYS/#, $SYS/uptime, true",
    "$SYS/+, $SYS/uptime, true"
  })
  void matchesAsTheSpecificationSays(String filter, String topic, boolean matches) {
    assertThat(Topics.matches(filter, topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#", "+", "a/#", "+/a/#", "/", "/a", "a//b", "$share/g/a", "$share/g/#", "$x/+"})
  void takesFilters(String filter) {
    assertThat(Topics.isFilter(filter, LIMITS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a#",
        "#/a",
        "a/#/b",
        "a+",
        "+a/b",
        "a/b/c/d/e",
        "aaaaaaaaaaaaaaaaaaaaa",
        "$share/",
        "$share/g",
        "$share//a",
        "$share/g/",
        "$share/g+/a",
        "ääääääääääää"
      })
  void refusesWhatIsNoFilterOrTooLong(String filter) {
    assertThat(Topics.isFilter(filter, LIMITS)).isFalse();
  }

  @Test
  void publishesToNoWildcards() {
    assertThat(Topics.isName("a/b", LIMITS)).isTrue();
    assertThat(Topics.isName("a/+", LIMITS)).isFalse();
    assertThat(Topics.isName("a/#", LIMITS)).isFalse();
    assertThat(Topics.isName("", LIMITS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "#, a/b, true",
    "#, #, true",
    "#, $SYS/#, false",
    "a/#, a/b/+, true",
    "a/#, a, true",
    "a/+, a/#, false",
    "a/+, a/+, true",
    "a/+, a/b, true",
    "a/b, a/+, false",
    "a/#, #, false"
  })
  void knowsWhichFilterMeansMore(String wide, String narrow, boolean covers) {
    assertThat(Topics.covers(wide, narrow)).isEqualTo(covers);
  }
}
