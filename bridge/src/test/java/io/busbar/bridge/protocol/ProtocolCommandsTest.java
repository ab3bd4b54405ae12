package io.busbar.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.SmallIdentity;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.intents.IntentsContract;
import io.busbar.contracts.intents.IntentsContract.SemanticRemoved;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolCommandsTest {
  private final FrontDoor door = FrontDoor.open();
  private ProtocolCommands commands = new ProtocolCommands(door.bus(), Clock.systemUTC(), "1.2.3");

  @BeforeEach
  void make() {
    commands = new ProtocolCommands(door.bus(), Clock.systemUTC(), "1.2.3");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void hasTheThirtySixCommands() {
    assertThat(commands.names()).hasSize(36);
  }

  @Test
  void everyCommandTakesAPayloadWithoutUnknownAliases() {
    CommandBook.load()
        .commands()
        .forEach(
            (name, schema) -> {
              assertThat(schema.summary()).as(name).endsWith(".");
              assertThat(schema.aliases()).as(name).hasSizeLessThan(3);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST_DEVICES", "list-devices", "list.devices", "List_Devices"})
  void answersAListBare(String spelling) {
    JsonNode answer =
        ask(spelling, Map.of("spaceId", "spc", "deviceType", "light", "driverKey", "HUE"));

    assertThat(answer.path("ok").asBoolean()).isTrue();
    assertThat(answer.path("command").asText()).isEqualTo("LIST_DEVICES");
    assertThat(answer.path("data").isArray()).isTrue();
    assertThat(answer.path("data")).hasSize(20);
    assertThat(answer.path("timestamp").asText()).endsWith("Z");
    assertThat(answer.has("error")).isFalse();
    assertThat(door.house().lastAsked(ListDevices.class))
        .isEqualTo(new ListDevices(null, null, null, "spc", "light", "HUE"));
  }

  @Test
  void commandsADeviceAsTheOneWhoAsks() {
    JsonNode answer =
        ask(
            "EXECUTE_DEVICE_COMMAND",
            Map.of(
                "deviceId",
                "lamp",
                "command",
                "turn_on",
                "payload",
                Map.of("level", 3),
                "requestId",
                "r-1",
                "wait",
                false));

    ExecuteCommand asked = door.house().lastAsked(ExecuteCommand.class);
    assertThat(answer.path("data").path("status").asText()).isEqualTo("completed");
    assertThat(answer.path("requestId").asText()).isEqualTo("r-1");
    assertThat(asked.waitMs()).isZero();
    assertThat(Objects.requireNonNull(asked.payload()).values()).containsEntry("level", 3);
    assertThat(Objects.requireNonNull(asked.by()).username()).isEqualTo("ada");
    assertThat(asked.source()).isEqualTo(Source.SOCKET);
  }

  @ParameterizedTest
  @CsvSource({
    "offline,DRIVER_OFFLINE",
    "busy,OVERLOADED",
    "crash,INTERNAL",
    "broken,DRIVER_ERROR",
    "silent,RESULT_TIMEOUT"
  })
  void saysWhyACommandFailed(String command, String code) {
    JsonNode answer = ask("EXECUTE_DEVICE_COMMAND", Map.of("deviceId", "lamp", "command", command));

    refused(answer, code);
    assertThat(answer.path("error").path("hint").asText()).isNotBlank();
  }

  @Test
  void namesThePathOfEachFault() {
    JsonNode answer = ask("EXECUTE_DEVICE_COMMAND", Map.of("deviceId", 5, "wait", "long"));

    refused(answer, "INVALID");
    assertThat(answer.path("error").path("details"))
        .extracting(JsonNode::asText)
        .contains("/command: is missing", "/deviceId: must be a string");
  }

  @Test
  void tellsRangesFromShapes() {
    JsonNode answer =
        ask(
            "EXECUTE_DEVICE_COMMAND",
            Map.of("deviceId", "lamp", "command", "turn_on", "wait", 30_001));

    refused(answer, "VALUE_OUT_OF_RANGE");
    assertThat(answer.path("error").path("message").asText()).contains("/wait");
  }

  @Test
  void namesTheNearestCommandForAnUnknownOne() {
    JsonNode answer = ask("list_device", Map.of());

    refused(answer, "UNKNOWN_COMMAND");
    assertThat(answer.path("command").asText()).isEqualTo("list_device");
    assertThat(answer.path("error").path("hint").asText()).contains("LIST_DEVICES");
  }

  @Test
  void refusesAMessageWithoutACommand() {
    refused(answer(Map.of("payload", Map.of())), "INVALID");
    refused(answer(Map.of("command", 7)), "INVALID");
    refused(answer(Map.of("command", " ")), "INVALID");
  }

  @Test
  void refusesAPayloadThatIsNoObject() {
    JsonNode answer = answer(Map.of("command", "LIST_DEVICES", "payload", List.of()));

    refused(answer, "INVALID");
    assertThat(answer.path("error").path("message").asText()).contains("/payload");
  }

  @Test
  void echoesTheRequestIdFromTheTopOfARefusedRequest() {
    JsonNode answer = answer(Map.of("command", "NOTHING", "requestId", 12));

    assertThat(answer.path("requestId").asInt()).isEqualTo(12);
  }

  @Test
  void takesOtherNamesOfAField() {
    List<Object> removed = new ArrayList<>();
    Subscription unused =
        Await.result(
            door.bus()
                .serve(
                    IntentsContract.REMOVE_SEMANTIC,
                    question -> {
                      removed.add(question.id());
                      return Future.succeededFuture(new SemanticRemoved(question.id(), true));
                    }));

    JsonNode answer = ask("DELETE_PROGRAM_SEMANTIC", Map.of("programId", "prg_1"));

    assertThat(answer.path("data").path("removed").asBoolean()).isTrue();
    assertThat(removed).containsExactly("prg_1");
  }

  @Test
  void letsNobodyInWithoutTheScopeOfTheOsApi() {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("command", "LIST_DEVICES");
    ProtocolAnswer answer =
        Await.result(commands.perform(message, door.identity().person(SmallIdentity.USER)));

    refused(json(answer), "SCOPE_MISSING");
    assertThat(door.house().countAsked(ListDevices.class)).isZero();
  }

  @Test
  void readsAStateThatWasNeverReportedFromTheRegistry() {
    JsonNode answer = ask("GET_DEVICE_STATE", Map.of("id", "lamp-2"));

    // Nobody serves live states in this house: the door says so instead of making one up.
    refused(answer, "UNAVAILABLE");
  }

  @Test
  void listsTheEventsOfTheContract() {
    JsonNode answer = ask("LIST_EVENTS", Map.of());

    assertThat(answer.path("data"))
        .extracting(event -> event.path("type").asText())
        .containsExactlyElementsOf(CommandBook.load().eventTypes());
    assertThat(answer.path("data"))
        .allSatisfy(
            event -> {
              assertThat(event.path("description").asText()).isNotBlank();
              assertThat(event.path("payloadSchema").path("type").asText()).isEqualTo("object");
            });
  }

  private static void refused(JsonNode answer, String code) {
    assertThat(answer.path("ok").asBoolean()).isFalse();
    assertThat(answer.path("data").isNull()).isTrue();
    assertThat(answer.path("error").path("code").asText()).isEqualTo(code);
    assertThat(answer.path("error").path("message").asText()).isNotBlank();
    assertThat(answer.path("error").path("details").isArray()).isTrue();
  }

  private JsonNode ask(String command, Map<String, ?> payload) {
    return answer(Map.of("command", command, "payload", payload));
  }

  private JsonNode answer(Map<String, ?> message) {
    return json(
        Await.result(
            commands.perform(
                new LinkedHashMap<>(message), door.identity().person(SmallIdentity.ADMIN))));
  }

  private static JsonNode json(ProtocolAnswer answer) {
    return Json.MAPPER.valueToTree(answer);
  }
}
