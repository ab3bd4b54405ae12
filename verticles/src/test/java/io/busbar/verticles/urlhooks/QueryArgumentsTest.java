package io.busbar.verticles.urlhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryArgumentsTest {
  @ParameterizedTest
  @CsvSource({"on,true", "TRUE,true", "1,true", "yes,true", "off,false", "0,false", "no,false"})
  void readsBooleansWhereTheSchemaWantsThem(String text, boolean value) {
    assertThat(read(text, Map.of("type", "boolean"))).isEqualTo(value);
  }

  @Test
  void readsNumbersWhereTheSchemaWantsThem() {
    assertThat(read("30", Map.of("type", "integer"))).isEqualTo(30L);
    assertThat(read("-2.5", Map.of("type", "number"))).isEqualTo(-2.5);
  }

  @Test
  void leavesTextsAloneWhereTheSchemaWantsThem() {
    assertThat(read("007", Map.of("type", "string"))).isEqualTo("007");
    assertThat(read("true", Map.of("type", "string"))).isEqualTo("true");
  }

  @Test
  void takesTheFirstTypeThatFits() {
    Map<String, Object> either = Map.of("type", List.of("string", "integer"));
    assertThat(read("30", either)).isEqualTo(30L);
    assertThat(read("HDMI 1", either)).isEqualTo("HDMI 1");
  }

  @Test
  void guessesWhereNothingIsKnown() {
    Fields query = Fields.of("a", "30").with("b", "true").with("c", "0815").with("d", "warm");
    assertThat(QueryArguments.read(query, null).values())
        .isEqualTo(Map.of("a", 30L, "b", true, "c", "0815", "d", "warm"));
  }

  @Test
  void keepsWhatDoesNotFitForTheCheckToSay() {
    assertThat(read("warm", Map.of("type", "integer"))).isEqualTo("warm");
    assertThat(read("1e999", Map.of("type", "number"))).isEqualTo("1e999");
  }

  @Test
  void readsListsAndObjects() {
    assertThat(read("1,b", Map.of("type", "array"))).isEqualTo(List.of(1L, "b"));
    assertThat(read("{\"r\":1}", Map.of("type", "object"))).isEqualTo(Map.of("r", 1));
    assertThat(read("{broken", Map.of("type", "object"))).isEqualTo("{broken");
  }

  private static Object read(String text, Map<String, Object> schema) {
    Fields command = Fields.of("properties", Map.of("value", schema));
    return Objects.requireNonNull(
        QueryArguments.read(Fields.of("value", text), command).get("value"));
  }
}
