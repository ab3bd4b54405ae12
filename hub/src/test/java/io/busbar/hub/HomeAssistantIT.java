package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The packaged hub as clients of Home Assistant see it, with the demo house in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HomeAssistantIT {
  private List<String> domains() throws IOException {
    return StreamSupport.stream(json(ask("GET", "/api/states", "")).spliterator(), false)
        .map(state -> state.path("entity_id").asText().replaceFirst("\\..*", ""))
        .distinct()
        .toList();
  }

  private static final String CEILING = "demo:living-room-ceiling";

  private HubProcess hub;
  private HubClient app;
  private JsonNode light;

  @BeforeAll
  void start() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_DEMO", "true");
    settings.put("BUSBAR_HA_FACADE_PORT", "0");
    settings.put("BUSBAR_HA_FACADE_ANNOUNCE", "false");
    hub = HubProcess.start(settings);
    app = HubClient.logIn(hub.http());
    light =
        new DriverInstances(app)
            .awaitNamed(
                CEILING, it -> it.path("online").asBoolean() && !it.path("state").isEmpty());
  }

  @AfterAll
  void stop() throws IOException {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void servesTheClientOfItsFrontEnd() throws IOException {
    NodeScript.run(
        "homeassistant.e2e.mjs",
        Map.of(
            "FACADE_URL",
            facade(),
            "TOKEN",
            app.token(),
            "LIGHT_NAME",
            light.path("name").asText()));
  }

  @Test
  void answersStatesAndCallsOverRest() throws IOException {
    assertThat(json(ask("GET", "/api/", "")).path("message").asText()).isEqualTo("API running.");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(domains())
                    .contains("light", "switch", "media_player", "climate", "cover", "lock", "fan")
                    .contains("sensor", "binary_sensor"));
    JsonNode states = json(ask("GET", "/api/states", ""));
    String id = entity(states);
    assertThat(ask("POST", "/api/services/light/turn_off", body(id)).statusCode()).isEqualTo(200);
    HttpResponse<String> on = ask("POST", "/api/services/light/turn_on", body(id));
    assertThat(json(on).findValuesAsText("entity_id")).contains(id);
    JsonNode one = json(ask("GET", "/api/states/" + id, ""));
    assertThat(one.path("state").asText()).isEqualTo("on");
    assertThat(one.has("last_reported")).isTrue();
    HttpResponse<String> text =
        ask("POST", "/api/template", "{\"template\":\"It is {{ states('" + id + "') }}.\"}");
    assertThat(text.body()).isEqualTo("It is on.");
  }

  @Test
  void triggersAPlainProgram() throws IOException {
    Map<String, Object> off =
        Map.of("type", "device", "deviceId", light.path("id").asText(), "command", "turn_off");
    Map<String, Object> program = Map.of("name", "Dark", "type", "scene", "actions", List.of(off));
    String id = app.post("/programs/save", program).data().path("id").asText();
    String entity = "automation." + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");

    HttpResponse<String> run = ask("POST", "/api/services/automation/trigger", body(entity));

    assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
    String lamp = entity(json(ask("GET", "/api/states", "")));
    assertThat(json(ask("GET", "/api/states/" + lamp, "")).path("state").asText()).isEqualTo("off");
  }

  @Test
  void letsNobodyInWithoutAToken() throws IOException {
    assertThat(send(request("/api/states").build()).statusCode()).isEqualTo(401);
    assertThat(
            send(request("/api/states").header("Authorization", "Bearer x").build()).statusCode())
        .isEqualTo(401);
    HttpRequest cookie =
        request("/api/states").header("Cookie", "connect.sid=" + app.token()).build();
    assertThat(send(cookie).statusCode()).isEqualTo(200);
    HttpRequest act =
        request("/api/services/light/turn_on")
            .header("Cookie", "connect.sid=" + app.token())
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(send(act).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesWhatItDoesNotOffer() throws IOException {
    assertThat(ask("GET", "/api/states/light.none", "").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/api/history/period", "").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/api/states/light.none", "{\"state\":\"on\"}").statusCode())
        .isEqualTo(405);
    assertThat(ask("POST", "/api/services/light/explode", body("light.none")).statusCode())
        .isEqualTo(404);
    assertThat(ask("POST", "/api/services/light/turn_on", "{}").statusCode()).isEqualTo(400);
    HttpResponse<String> template =
        ask("POST", "/api/template", "{\"template\":\"{% for s in states %}{{ s }}{% endfor %}\"}");
    assertThat(template.statusCode()).isEqualTo(400);
    assertThat(template.body()).contains("state_attr()");
  }

  private String entity(JsonNode states) {
    return StreamSupport.stream(states.spliterator(), false)
        .filter(state -> state.path("entity_id").asText().startsWith("light."))
        .filter(
            state ->
                state
                    .path("attributes")
                    .path("friendly_name")
                    .asText()
                    .equals(light.path("name").asText()))
        .map(state -> state.path("entity_id").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String body(String entity) {
    return Json.text(Map.of("entity_id", entity));
  }

  private HttpResponse<String> ask(String method, String path, String body) throws IOException {
    return send(
        request(path)
            .header("Authorization", "Bearer " + app.token())
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    return hub.send(request);
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(facade() + path));
  }

  private String facade() throws IOException {
    return "http://127.0.0.1:" + hub.ports().get("homeassistant");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }
}
