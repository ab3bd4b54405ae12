package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a person does with drivers in an app, over REST. */
public final class DriverInstances {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HubClient app;

  public DriverInstances(HubClient app) {
    this.app = app;
  }

  /** Sets up an instance that must be accepted; returns its id. */
  public String create(String driverKey, Map<String, ?> properties) throws IOException {
    HubClient.Answer answer = tryToCreate(driverKey, properties);
    assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
    return answer.data().path("id").asText();
  }

  public HubClient.Answer tryToCreate(String driverKey, Map<String, ?> properties)
      throws IOException {
    return app.post("/integrations/" + driverKey + "/instances", Map.of("properties", properties));
  }

  /** Tells it to start, stop, restart or test. */
  public HubClient.Answer tell(String instance, String verb) throws IOException {
    return app.post("/integrations/instances/" + instance + "/" + verb, Map.of());
  }

  public String log(String instance) throws IOException {
    return app.get("/integrations/instances/" + instance + "/logs").data().path("lines").toString();
  }

  /** The instance as listed, once it fits. */
  public JsonNode awaitInstance(String driverKey, String instance, Predicate<JsonNode> fits) {
    return awaited(
        () -> find("/integrations/" + driverKey + "/instances", "id", instance),
        fits,
        "instance " + instance);
  }

  /** The device of an instance, once it is there and fits. */
  public JsonNode awaitDevice(String instance, Predicate<JsonNode> fits) {
    return awaited(
        () -> find("/devices", "driverInstanceId", instance), fits, "device of " + instance);
  }

  /** The device with the driver's own id, once it is there and fits. */
  public JsonNode awaitNamed(String externalId, Predicate<JsonNode> fits) {
    return awaited(() -> find("/devices", "externalId", externalId), fits, externalId);
  }

  public HubClient.Answer command(JsonNode device, String command, Map<String, ?> payload)
      throws IOException {
    return app.post(
        "/devices/" + device.path("id").asText() + "/command",
        Map.of("command", command, "payload", payload));
  }

  private @Nullable JsonNode find(String list, String field, String value) throws IOException {
    return StreamSupport.stream(app.get(list).data().spliterator(), false)
        .filter(one -> one.path(field).asText().equals(value))
        .findFirst()
        .orElse(null);
  }

  private static JsonNode awaited(Look look, Predicate<JsonNode> fits, String what) {
    JsonNode[] last = new JsonNode[1];
    await()
        .atMost(PATIENCE)
        .alias(what)
        .untilAsserted(
            () -> {
              JsonNode found = look.look();
              assertThat(found).as(what).isNotNull();
              assertThat(fits.test(Objects.requireNonNull(found))).as("%s", found).isTrue();
              last[0] = found;
            });
    return Objects.requireNonNull(last[0]);
  }

  @FunctionalInterface
  private interface Look {
    @Nullable JsonNode look() throws IOException;
  }
}
