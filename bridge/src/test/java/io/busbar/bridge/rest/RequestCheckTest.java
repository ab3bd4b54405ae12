package io.busbar.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.rest.Operation.In;
import io.busbar.bridge.rest.Operation.Parameter;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCheckTest {
  private final RequestCheck check = new RequestCheck(operation());

  @Test
  void readsParametersAsTheirSchemasSay() {
    assertThat(check.require(Map.of("limit", "5", "deep", "true"), Map.of("mode", "auto")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("limit", 5L, "deep", true));
  }

  @Test
  void namesAValueBeyondItsRange() {
    HubFailure failure =
        refused(Map.of(), Map.of("mode", "auto", "payload", Map.of("brightness", 101)));
    assertThat(failure.reason()).isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure.details()).containsExactly("/payload/brightness: must be at most 100");
    assertThat(failure.message()).isEqualTo("/payload/brightness: must be at most 100");
  }

  @Test
  void namesEachFaultOnce() {
    HubFailure failure =
        refused(
            Map.of("limit", "many", "deep", "perhaps"),
            Map.of("mode", "wild", "payload", Map.of("brightness", "x", "text", "abcdef")));
    assertThat(failure.reason()).isEqualTo("INVALID");
    assertThat(failure.details())
        .containsExactly(
            "/deep: must be a boolean",
            "/limit: must be an integer",
            "/mode: must be one of [\"auto\",\"cool\"]",
            "/payload/brightness: must be an integer",
            "/payload/text: must have at most 5 characters");
  }

  @Test
  void namesHowManyItemsAListMayHave() {
    assertThat(refused(Map.of(), Map.of("mode", "auto", "rooms", List.of())).details())
        .containsExactly("/rooms: must have at least 1 items");
    assertThat(refused(Map.of(), Map.of("mode", "auto", "rooms", List.of("a", "b", "c"))).details())
        .containsExactly("/rooms: must have at most 2 items");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(refused(Map.of(), Map.of()).details()).containsExactly("/mode: is missing");
  }

  @Test
  void neverRepeatsAStrangersValue() {
    HubFailure failure = refused(Map.of("limit", "<script>"), Map.of("mode", "<script>"));
    assertThat(failure.details().toString() + failure.message()).doesNotContain("<script>");
  }

  @Test
  void namesTwentyFaultsAtMost() {
    List<Integer> many = Collections.nCopies(50, 7);
    assertThat(refused(Map.of(), Map.of("mode", "auto", "tags", many)).details()).hasSize(20);
  }

  private HubFailure refused(Map<String, String> texts, Map<String, Object> body) {
    HubFailure failure =
        catchThrowableOfType(HubFailure.class, () -> check.require(texts, Map.copyOf(body)));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Operation operation() {
    return new Operation(
        "x",
        HttpMethod.POST,
        "/x",
        true,
        false,
        List.of(
            new Parameter("limit", In.QUERY, false, json("{\"type\":\"integer\",\"minimum\":1}")),
            new Parameter("deep", In.QUERY, false, json("{\"type\":\"boolean\"}"))),
        json(
            """
            {"type":"object","required":["mode"],"properties":{
              "mode":{"type":"string","enum":["auto","cool"]},
              "tags":{"type":"array","items":{"type":"string"}},
              "rooms":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}},
              "payload":{"type":"object","properties":{
                "brightness":{"type":"integer","minimum":0,"maximum":100},
                "text":{"type":"string","maxLength":5}}}}}
            """),
        null,
        null);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
