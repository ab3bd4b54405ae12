package io.busbar.drivers.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatcherTest {
  private final Matcher matcher = new Matcher();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'a':1} | {'a':1.0,'b':2} | true
          {'a':1} | {'b':2} | false
          {'a':null} | {'a':null} | true
          {'a':null} | {} | false
          [1,2] | [1,2] | true
          [1] | [1,2] | false
          {'a':'$any'} | {'a':null} | true
          {'a':'$any'} | {} | false
          {'a':'$absent'} | {} | true
          {'a':'$absent'} | {'a':null} | false
          {'a':'$string'} | {'a':''} | false
          {'a':'$number'} | {'a':'1'} | false
          {'a':'$repeat:3'} | {'a':'xxx'} | true
          {'a':'$$any'} | {'a':'$any'} | true
          {'a':'$$any'} | {'a':'other'} | false
          {'a':'$bind:x','b':'$x'} | {'a':5,'b':5} | true
          {'a':'$bind:x','b':'$x'} | {'a':5,'b':6} | false
          """)
  void followsTheRules(String expected, String actual, boolean matches) {
    assertThat(matcher.matches(json(expected), json(actual))).isEqualTo(matches);
  }

  @Test
  void fillsInWhatIsSent() {
    JsonNode sent =
        matcher.filled(
            json("{'a':'$bind:x','b':['$x','$number','$$x'],'c':'$absent','d':'$repeat:2'}"));

    assertThat(sent.path("a").asText()).isNotEmpty();
    assertThat(sent.path("b").path(0)).isEqualTo(sent.path("a"));
    assertThat(sent.path("b").path(1).asInt()).isEqualTo(1);
    assertThat(sent.path("b").path(2).asText()).isEqualTo("$x");
    assertThat(sent.has("c")).isFalse();
    assertThat(sent.path("d").asText()).isEqualTo("xx");
    assertThatThrownBy(() -> matcher.filled(json("'$y'"))).hasMessageContaining("$y");
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
