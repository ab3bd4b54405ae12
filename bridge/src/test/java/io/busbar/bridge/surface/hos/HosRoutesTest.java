package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.devices.DevicesContract.ListDevices;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.telemetry.TelemetryContract.ReadTelemetry;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HosRoutesTest {
  private static final String COMMAND = "/app/os/devices/lamp/command";
  private static final FrontDoor door = FrontDoor.open();
  private static final Http http = new Http(door);

  @BeforeAll
  static void open() {
    assertThat(door.port()).isPositive();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/os", "/api/os", "/v1/os"})
  void behavesTheSameUnderEveryBase(String base) {
    Answer answer = http.get(base + "/devices/lamp-1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/success").asBoolean()).isTrue();
    assertThat(answer.json().at("/message").asText()).isEqualTo("OK");
    assertThat(answer.json().at("/data/id").asText()).isEqualTo("lamp-1");
    assertThat(answer.header("X-HOS-Protocol")).isEqualTo("1");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void decodesIds() {
    assertThat(http.get("/app/os/devices/lamp%3A3f%2F1").json().at("/data/id").asText())
        .isEqualTo("lamp:3f/1");
    assertThat(door.house().lastAsked(ReadDevice.class).id().value()).isEqualTo("lamp:3f/1");
  }

  @Test
  void bindsQueryParameters() {
    Answer answer = http.get("/app/os/devices?limit=2&q=a%20b&driverKey=HUE&spaceId=");
    assertThat(answer.json().get("data")).hasSize(2);
    assertThat(door.house().lastAsked(ListDevices.class))
        .isEqualTo(new ListDevices(2, null, "a b", "", null, "HUE"));
    String span = "from=2026-11-01T13:00:00%2B01:00&limit=9";
    assertThat(http.get("/app/os/state/telemetry/lamp?" + span).status()).isEqualTo(200);
    assertThat(door.house().lastAsked(ReadTelemetry.class))
        .isEqualTo(
            new ReadTelemetry(
                new DeviceId("lamp"), Instant.parse("2026-11-01T12:00:00Z"), null, null, 9));
  }

  @Test
  void putsFactsBesideTheAnswer() {
    JsonNode json = http.get("/app/os/state/snapshot").json();
    assertThat(json.at("/data/lamp/power").asBoolean()).isTrue();
    assertThat(json.at("/revision").asInt()).isEqualTo(7);
    assertThat(json.at("/timestamp").asText()).isEqualTo("2026-11-01T12:00:00Z");
  }

  @Test
  void answersAnUnchangedListWith304() {
    Answer first = http.get("/app/os/devices");
    assertThat(first.header("ETag")).startsWith("W/\"");
    Answer second = http.get("/app/os/devices", "If-None-Match", first.header("ETag"));
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.text()).isEmpty();
    assertThat(http.get("/app/os/devices?limit=1", "If-None-Match", first.header("ETag")).status())
        .isEqualTo(200);
  }

  @Test
  void compressesWhatIsWorthIt() {
    Answer large = http.get("/app/os/devices", "Accept-Encoding", "gzip");
    assertThat(large.header("Content-Encoding")).isEqualTo("gzip");
    Answer small = http.get("/app/os/auth/me", "Accept-Encoding", "gzip");
    assertThat(small.header("Content-Encoding")).isEmpty();
    Answer stream = http.get("/app/os/state/stream", "Accept-Encoding", "gzip");
    assertThat(stream.text()).startsWith("event: ready");
    assertThat(stream.header("Content-Encoding")).isNotEqualTo("gzip");
  }

  @Test
  void executesCommands() {
    Answer answer =
        http.post(COMMAND, "{\"command\":\"set\",\"payload\":{\"x\":1},\"requestId\":\"r-1\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/data/status").asText()).isEqualTo("completed");
    ExecuteCommand asked = door.house().lastAsked(ExecuteCommand.class);
    assertThat(asked.payload()).isEqualTo(Fields.of("x", 1));
    assertThat(asked.requestId()).isEqualTo(new RequestId("r-1"));
    assertThat(asked.source()).isEqualTo(Source.REST);
    assertThat(Objects.requireNonNull(asked.by()).username()).isEqualTo("ada");
    assertThat(asked.waitMs()).isNull();
  }

  @Test
  void takesOtherSpellings() {
    Answer answer = http.post(COMMAND + "?wait=false", "{\"action\":\"dim\",\"args\":40}");
    assertThat(answer.status()).isEqualTo(200);
    ExecuteCommand asked = door.house().lastAsked(ExecuteCommand.class);
    assertThat(asked.command()).isEqualTo("dim");
    assertThat(asked.payload()).isEqualTo(new Fields(Map.of("value", 40)));
    assertThat(asked.waitMs()).isZero();
  }

  @Test
  void letsNoBodySayWhoAsks() {
    String body = "{\"command\":\"x\",\"source\":\"system\",\"by\":{\"id\":\"root\"},\"id\":\"o\"}";
    assertThat(http.post(COMMAND, body).status()).isEqualTo(200);
    ExecuteCommand asked = door.house().lastAsked(ExecuteCommand.class);
    assertThat(asked.source()).isEqualTo(Source.REST);
    assertThat(asked.id()).isEqualTo(new DeviceId("lamp"));
    assertThat(Objects.requireNonNull(asked.by()).id().value()).isEqualTo("usr_1");
  }

  @ParameterizedTest
  @CsvSource({
    "slow, 200, '', dispatched",
    "broken, 502, DRIVER_ERROR, failed",
    "silent, 502, RESULT_TIMEOUT, unknown",
    "offline, 409, DRIVER_OFFLINE, ''",
    "busy, 429, OVERLOADED, ''",
    "crash, 500, INTERNAL, ''"
  })
  void answersOutcomesHonestly(String command, int status, String code, String outcome) {
    Answer answer = http.post(COMMAND, "{\"command\":\"%s\"}".formatted(command));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/success").asBoolean()).isEqualTo(status == 200);
    assertThat(answer.json().at("/code").asText()).isEqualTo(code);
    assertThat(answer.json().at("/data/status").asText()).isEqualTo(outcome);
    assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(status != 429);
  }

  @Test
  void answersUnservedAddressesWith503() {
    Answer answer = http.get("/app/os/integrations");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.json().at("/hint").asText()).isNotEmpty();
  }

  @Test
  void tracesEveryAnswer() {
    Answer named = http.get("/app/os/devices/none", "X-Request-Id", "abc-1");
    assertThat(named.status()).isEqualTo(404);
    assertThat(named.header("X-Request-Id")).isEqualTo("abc-1");
    assertThat(named.json().at("/traceId").asText()).isEqualTo("abc-1");
    assertThat(http.get("/app/os/devices/lamp", "X-Request-Id", "<a b>").header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  @Test
  void saysWhatIsNotServed() {
    Answer unknown = http.get("/app/os/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().at("/hint").asText()).contains("/docs");
    Answer wrong = http.method("DELETE", "/app/os/devices/lamp");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(http.method("HEAD", "/app/os/devices/lamp").status()).isEqualTo(200);
  }

  @Test
  void letsLocalPagesReadAnswers() {
    String origin = "http://tablet.local:3000";
    Answer preflight =
        http.method("OPTIONS", COMMAND, "Origin", origin, "Access-Control-Request-Method", "POST");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    Answer foreign = http.get("/app/os/devices/lamp", "Origin", "https://evil.example");
    assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(foreign.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void opensStreamsWithATokenInTheQuery() {
    assertThat(http.getAsNobody("/app/os/state/stream?accessToken=admin-token").text())
        .contains("event: ready");
    assertThat(http.getAsNobody("/app/os/devices?accessToken=admin-token").status()).isEqualTo(401);
  }
}
