package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A remote that can call web addresses, at the packaged hub with the demo house in it. */
class UrlHooksIT {
  @Test
  void commandsWhatItMayUntilItIsRevoked() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_DEMO", "true");
    settings.put("BUSBAR_LOG_LEVEL", "debug");
    try (HubProcess hub = HubProcess.start(settings)) {
      HubClient app = HubClient.logIn(hub.http());
      DriverInstances devices = new DriverInstances(app);
      JsonNode light =
          devices.awaitNamed("demo:living-room-ceiling", it -> !it.path("state").isEmpty());
      String id = light.path("id").asText();
      JsonNode made =
          app.post("/url-hooks", Map.of("name", "Sofa", "deviceIds", List.of(id))).data();
      String path = made.path("path").asText();

      HttpResponse<String> dimmed = call(hub, path + "/" + id + "/set_brightness?brightness=35");
      assertThat(dimmed.body()).contains("\"ok\":true");
      JsonNode dim =
          devices.awaitNamed(
              "demo:living-room-ceiling", it -> it.path("state").path("brightness").asInt() == 35);
      assertThat(dim.path("id").asText()).isEqualTo(id);
      assertThat(call(hub, path + "/" + id + "/set_brightness?brightness=335").statusCode())
          .isEqualTo(422);
      assertThat(call(hub, path + "/program/none").statusCode()).isEqualTo(403);
      isInTheAudit(app, id);

      String hook = made.path("hook").path("id").asText();
      assertThat(app.get("/url-hooks").data().toString())
          .contains(hook)
          .doesNotContain(made.path("token").asText());
      assertThat(app.delete("/url-hooks/" + hook).status()).isEqualTo(200);
      assertThat(call(hub, path + "/" + id + "/turn_on").statusCode()).isEqualTo(401);
      assertThat(hub.output()).doesNotContain(made.path("token").asText());
    }
  }

  private static void isInTheAudit(HubClient app, String device) {
    await()
        .untilAsserted(
            () ->
                assertThat(app.get("/activity?source=remote&deviceId=" + device).data().toString())
                    .contains("\"ada\""));
  }

  private static HttpResponse<String> call(HubProcess hub, String path) throws IOException {
    return hub.send(HttpRequest.newBuilder(URI.create(hub.http() + path)).build());
  }
}
