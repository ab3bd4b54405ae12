package io.busbar.verticles.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandArgumentsTest {
  private final CommandArguments arguments = new CommandArguments();

  @ParameterizedTest
  @CsvSource({
    "set_brightness,brightness",
    "set_color,color",
    "set_color_temperature,colorTemperature",
    "set_volume,volume",
    "set_input,input",
    "set_temperature,temperature",
    "set_mode,mode",
    "set_fan_speed,speed",
    "set_position,position",
    "key,key"
  })
  void givesABareValueItsName(String command, String natural) {
    assertThat(arguments.expanded(command, Fields.of("value", 40)))
        .isEqualTo(Fields.of("value", 40).with(natural, 40));
    Fields named = Fields.of("value", 1).with(natural, 2);
    assertThat(arguments.expanded(command, named)).isEqualTo(named);
  }

  @Test
  void leavesOtherArgumentsAlone() {
    assertThat(arguments.expanded("turn_on", Fields.of("value", 1)))
        .isEqualTo(Fields.of("value", 1));
    assertThat(arguments.expanded("set_temperature", Fields.of("targetTemperature", 21)))
        .isEqualTo(Fields.of("targetTemperature", 21).with("temperature", 21));
  }

  @ParameterizedTest
  @CsvSource({"set_brightness,brightness", "set_volume,volume", "set_position,position"})
  void judgesPercentagesOfACommandWithoutASchema(String command, String argument) {
    CommandDef bare = new CommandDef(command, command, false, null, null, CommandDef.Origin.DRIVER);

    for (int outside : new int[] {-1, 101}) {
      assertThatThrownBy(() -> arguments.fitting(bare, Fields.of(argument, outside)))
          .isInstanceOfSatisfying(
              HubFailure.class,
              failure -> assertThat(failure.reason()).isEqualTo("VALUE_OUT_OF_RANGE"));
    }
    for (Object left : List.of(0, 100, "40", Map.of("by", 500))) {
      assertThat(arguments.fitting(bare, Fields.of(argument, left)).get(argument)).isEqualTo(left);
    }
    assertThat(arguments.fitting(bare, Fields.of("level", 500)).get("level")).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000", "line\nbreak"})
  void refusesWhatIsNoCommand(String command) {
    assertThatThrownBy(() -> arguments.expanded(command, Fields.EMPTY))
        .isInstanceOf(HubFailure.class);
    assertThatThrownBy(() -> arguments.expanded("x".repeat(129), Fields.EMPTY))
        .isInstanceOf(HubFailure.class);
  }

  @Test
  void keepsAClosedSchemaAndItsRanges() {
    expectRefused(House.CLOSED, Fields.of("brightness", 101));
    expectRefused(House.CLOSED, Fields.of("brightness", "40"));
    expectRefused(House.CLOSED, Fields.of("brightness", 4).with("colour", 1));
    assertThat(fitting(House.CLOSED, Fields.of("brightness", 40)))
        .isEqualTo(Fields.of("brightness", 40));
  }

  @Test
  void sendsAClosedSchemaOnlyTheNaturalName() {
    assertThat(fitting(House.CLOSED, Fields.of("value", 40).with("brightness", 40)))
        .isEqualTo(Fields.of("brightness", 40));
    Fields open = House.CLOSED.without("additionalProperties");
    Fields both = Fields.of("value", 40).with("brightness", 40);
    assertThat(fitting(open, both)).isEqualTo(both);
  }

  @Test
  void readsSchemasOfOlderDrafts() {
    expectRefused(
        House.CLOSED.with("$schema", "http://json-schema.org/draft-07/schema#"),
        Fields.of("brightness", 101));
    expectRefused(House.CLOSED.with("$id", "https://example.org/x"), Fields.of("brightness", 101));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.org/schema.json", "file:///etc/passwd", "#", "#/$defs/nothing"})
  @Timeout(10)
  void followsNoReferenceThatLeadsAwayOrNowhere(String reference) {
    Fields payload = Fields.of("brightness", 500);

    assertThat(fitting(Fields.of("$ref", reference), payload)).isEqualTo(payload);
    assertThat(fitting(Fields.of("allOf", List.of(Map.of("$dynamicRef", reference))), payload))
        .isEqualTo(payload);
  }

  @Test
  void followsReferencesWithinTheSchema() {
    Fields percent = Fields.of("percent", Map.of("type", "integer", "maximum", 100));
    Fields schema =
        Fields.of("properties", Map.of("brightness", Map.of("$ref", "#/$defs/percent")))
            .with("$defs", percent.values());

    expectRefused(schema, Fields.of("brightness", 101));
    assertThat(fitting(schema, Fields.of("brightness", 100)).isEmpty()).isFalse();
  }

  @Test
  void sendsASchemaThatIsClosedByReferenceOnlyTheNaturalName() {
    Fields schema =
        Fields.of("$ref", "#/definitions/light")
            .with("definitions", Map.of("light", House.CLOSED.values()));

    assertThat(fitting(schema, Fields.of("value", 40).with("brightness", 40)))
        .isEqualTo(Fields.of("brightness", 40));
    expectRefused(schema, Fields.of("brightness", 101));
  }

  @Test
  void checksWhatHoldsItself() {
    Fields tree =
        Fields.of("properties", Map.of("child", Map.of("$ref", "#"), "n", Map.of("maximum", 9)));

    assertThat(fitting(tree, nested(7, 9)).isEmpty()).isFalse();
    expectRefused(tree, nested(7, 10));
    expectRefused(tree, nested(12, 9));
  }

  @Test
  void letsABrokenSchemaCheckNothing() {
    Fields payload = Fields.of("brightness", 500);

    assertThat(fitting(Fields.of("type", "nonsense"), payload)).isEqualTo(payload);
    assertThat(fitting(pattern("(unclosed"), Fields.of("key", "x")))
        .isEqualTo(Fields.of("key", "x"));
    assertThat(fitting(Fields.EMPTY, payload)).isEqualTo(payload);
  }

  @Test
  void matchesOrdinaryPatterns() {
    Fields color = pattern("^#[0-9a-fA-F]{6}$");

    assertThat(fitting(color, Fields.of("key", "#11aaFF")).isEmpty()).isFalse();
    expectRefused(color, Fields.of("key", "red"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(a|a?)+$", "(.*)*x", "^((a*)*)*b"})
  void isNotHeldUpByAPatternThatExplodes(String pattern) {
    Fields schema = pattern(pattern);
    Fields payload = Fields.of("key", "a".repeat(60) + "!");

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> expectRefused(schema, payload));
  }

  @Test
  void forgetsSchemasBeyondItsLimit() {
    for (int i = 0; i < 2500; i++) {
      expectRefused(House.CLOSED.with("title", "t" + i), Fields.of("brightness", 101));
    }
  }

  @Test
  void survivesADeepPayload() {
    Object deep = 1;
    for (int i = 0; i < 60; i++) {
      deep = Collections.singletonMap("x", deep);
    }
    expectRefused(House.CLOSED, Fields.of("brightness", deep));
  }

  private static Fields nested(int depth, int leaf) {
    Fields payload = Fields.of("n", leaf);
    for (int i = 0; i < depth; i++) {
      payload = Fields.of("child", payload.values());
    }
    return payload;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{minimum: 10, maximum: 20} | 21 | must be 10..20",
        "{minimum: 10} | 9 | must be at least 10",
        "{maximum: 0.5} | 0.7 | must be at most 0.5"
      })
  void saysTheRange(String range, double value, String words) throws IOException {
    JsonMapper lenient =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES).build();
    Fields level = Fields.from(lenient.readValue(range, Map.class)).with("type", "number");
    Fields schema = Fields.of("properties", Map.of("levels", Map.of("items", level.values())));

    assertThatThrownBy(() -> fitting(schema, Fields.of("levels", List.of(value))))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> assertThat(failure.details()).containsExactly("/levels/0: " + words));
  }

  private static Fields pattern(String pattern) {
    return Fields.of("properties", Map.of("key", Map.of("type", "string", "pattern", pattern)));
  }

  private Fields fitting(Fields schema, Fields payload) {
    return arguments.fitting(House.command("set_brightness", schema), payload);
  }

  private void expectRefused(Fields schema, Fields payload) {
    assertThatThrownBy(() -> fitting(schema, payload))
        .isInstanceOfSatisfying(
            HubFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
              assertThat(failure.reason()).isEqualTo("VALUE_OUT_OF_RANGE");
              assertThat(failure.details()).isNotEmpty();
            });
  }
}
