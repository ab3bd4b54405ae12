package io.busbar.verticles.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateNormalTest {
  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("brightness", 140, 100),
        Arguments.of("brightness", -3, 0),
        Arguments.of("brightness", "40", 40L),
        Arguments.of("volume", 12.5, 12.5),
        Arguments.of("position", "full", "full"),
        Arguments.of("temperature", "21.5", 21.5),
        Arguments.of("temperature", -40, -40),
        Arguments.of("power", "ON", true),
        Arguments.of("power", 0, false),
        Arguments.of("power", 1.0, true),
        Arguments.of("power", "standby", "standby"),
        Arguments.of("muted", "false", false),
        Arguments.of("color", "#1aF", "#11aaFF"),
        Arguments.of("color", "#112233", "#112233"),
        Arguments.of("color", "red", "red"),
        Arguments.of("brightness", List.of(1), List.of(1)),
        Arguments.of("title", "on", "on"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void bringsFieldsIntoTheirOneForm(String field, Object said, Object normal) {
    assertThat(StateNormal.of(Fields.of(field, said)).get(field)).isEqualTo(normal);
  }

  @Test
  void keepsNullsAndStrangersAndTheSameObject() {
    Fields patch = Fields.of("power", null).with("whatever", Map.of("x", 1)).with("volume", 3);

    assertThat(StateNormal.of(patch)).isSameAs(patch);
  }

  @Property
  void isItselfNormal(@ForAll("any") @Nullable Object value, @ForAll("field") String field) {
    Fields once = StateNormal.of(Fields.of(field, value));

    assertThat(StateNormal.of(once)).isEqualTo(once);
  }

  @Provide
  Arbitrary<Object> any() {
    return Arbitraries.<Object>of(
            "on", "off", "1", "0", 1, 0, 1.0, 500, -500, "12.5", "-7", "#abc", "#xyz", "", true)
        .injectNull(0.1);
  }

  @Provide
  Arbitrary<String> field() {
    return Arbitraries.of("power", "brightness", "temperature", "color", "locked", "title");
  }
}
