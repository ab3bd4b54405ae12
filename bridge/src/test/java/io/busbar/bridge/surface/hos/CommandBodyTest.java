package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.rest.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandBodyTest {
  @ParameterizedTest
  @ValueSource(strings = {"command", "action", "key", "name", "commandKey"})
  void takesEachNameOfTheName(String key) {
    assertThat(said("{\"%s\":\"on\"}".formatted(key))).isEqualTo(Map.of("command", "on"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"payload", "data", "params", "args"})
  void takesEachNameOfTheArguments(String key) {
    assertThat(said("{\"command\":\"dim\",\"%s\":{\"level\":3}}".formatted(key)))
        .isEqualTo(Map.of("command", "dim", "payload", Map.of("level", 3)));
  }

  @Test
  void prefersTheFirstOfEach() {
    assertThat(
            said(
                "{\"name\":\"b\",\"action\":\"a\",\"args\":{\"x\":1},\"data\":{\"y\":2},\"value\":3}"))
        .isEqualTo(Map.of("command", "a", "payload", Map.of("y", 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"value\":4; 4",
        "\"payload\":4; 4",
        "\"args\":\"red\"; red",
        "\"data\":false; false"
      })
  void wrapsABareValue(String pair, String value) {
    Object payload = said("{\"command\":\"set\",%s}".formatted(pair)).get("payload");
    assertThat(payload).hasToString("{value=" + value + "}");
  }

  @Test
  void takesANullForAbsent() {
    assertThat(said("{\"command\":null,\"action\":\"a\",\"payload\":null,\"args\":{}}"))
        .isEqualTo(Map.of("command", "a", "payload", Map.of()));
  }

  @Test
  void waitsNotWhenToldSo() {
    assertThat(said("{\"command\":\"a\",\"wait\":false}")).containsEntry("waitMs", 0);
    assertThat(CommandBody.translate(body("{\"command\":\"a\"}"), "false"))
        .containsEntry("waitMs", 0);
    assertThat(said("{\"command\":\"a\",\"wait\":true,\"waitMs\":9}")).containsEntry("waitMs", 9);
  }

  @Test
  void waitsNotForARawActionWhenToldSo() {
    Map<String, @Nullable Object> asked = body("{\"action\":\"a\",\"wait\":false}");

    assertThat(CommandBody.withWait(asked)).containsEntry("waitMs", 0).containsEntry("action", "a");
    assertThat(CommandBody.withWait(body("{\"action\":\"a\",\"waitMs\":9}")))
        .containsOnlyKeys("action", "waitMs");
  }

  @Test
  void keepsTheIds() {
    assertThat(said("{\"command\":\"a\",\"requestId\":\"r\",\"correlationId\":\"c\"}"))
        .isEqualTo(Map.of("command", "a", "requestId", "r", "correlationId", "c"));
  }

  @Test
  void passesNothingElse() {
    assertThat(said("{\"command\":\"a\",\"source\":\"system\",\"id\":\"other\"}"))
        .containsOnlyKeys("command");
  }

  private static Map<String, @Nullable Object> said(String json) {
    return CommandBody.translate(body(json), null);
  }

  private static Map<String, @Nullable Object> body(String json) {
    return JsonBody.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
