package io.busbar.verticles.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternsTest {
  @Test
  void findsLikeASchemaPattern() {
    assertThat(BoundedPatterns.of("b+").matches("abbc")).isTrue();
    assertThat(BoundedPatterns.of("^b").matches("abbc")).isFalse();
    assertThat(
            BoundedPatterns.of("[0-9a-f]{8}(-[0-9a-f]{4}){3}").matches("0a1b2c3d-0a1b-0a1b-0a1b"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a{2,1}",
        "(a{200}){200}",
        "(?:){1000000000}",
        "a{99999999999999999999}",
        "((a{30}){30}){30}"
      })
  void refusesWhatCannotBeBounded(String pattern) {
    assertThatThrownBy(() -> BoundedPatterns.of(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void boundsLengths() {
    assertThatThrownBy(() -> BoundedPatterns.of("a".repeat(257)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(BoundedPatterns.of("a").matches("a".repeat(1024))).isTrue();
    assertThat(BoundedPatterns.of("a").matches("a".repeat(1025))).isFalse();
  }

  @Test
  void givesUpInsteadOfOverflowingTheStack() {
    assertThat(BoundedPatterns.of("^(?:(?:a|b)*c?)*$").matches("ab".repeat(500) + "d")).isFalse();
  }
}
