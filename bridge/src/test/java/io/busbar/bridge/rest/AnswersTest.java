package io.busbar.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.busbar.bridge.surface.hos.HosRoutes;
import io.busbar.bridge.testing.FrontDoor;
import io.busbar.bridge.testing.Http;
import io.busbar.bridge.testing.Http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the hub says and what its contracts say are the same; examples are checked too. */
class AnswersTest {
  private static final FrontDoor door = FrontDoor.open();
  private final Http http = new Http(door);

  @AfterAll
  static void close() {
    door.close();
  }

  static List<Operation> operations() {
    return OpenApiFile.operations(HosRoutes.SYSTEM, HosRoutes.SERVICES);
  }

  static List<String> services() {
    return HosRoutes.SERVICES;
  }

  @ParameterizedTest
  @CsvSource({
    "devicesList, /devices",
    "devicesRead, /devices/lamp",
    "statesSnapshot, /state/snapshot",
    "telemetryRead, /state/telemetry/lamp",
    "driversList, /drivers",
    "identityMe, /auth/me",
    "identityReadSetup, /auth/setup",
    "homeBootstrap, /bootstrap",
    "homeReadPreferences, /preferences/home",
    "homeListProfiles, /design-profiles",
    "homeReadLiveDesign, /design/live?target=web",
    "homeGraph, /home/graph?depth=2",
    "homeContext, /context"
  })
  void answersAsTheContractSays(String id, String path) {
    assertFits(id, http.get("/app/os" + path));
  }

  @Test
  void answersChangesAsTheContractSays() {
    assertFits("commandsExecute", http.post("/app/os/devices/lamp/command", "{\"command\":\"x\"}"));
    assertFits(
        "identityLogin",
        http.postAsNobody("/app/os/auth/login", "{\"username\":\"a\",\"password\":\"secret\"}"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void showsExamplesThatFit(String service) throws IOException {
    JsonNode document = document(service);
    LocalReferences references = new LocalReferences(document);
    for (JsonNode media : references.resolve(document).findValues("application/json")) {
      if (media.has("example")) {
        assertThat(new SchemaCheck(media.get("schema")).faults("", media.get("example")))
            .as(media.get("example").toString())
            .isEmpty();
      }
    }
  }

  private static void assertFits(String id, Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    Operation operation =
        operations().stream().filter(known -> known.id().equals(id)).findFirst().orElseThrow();
    SchemaCheck check = new SchemaCheck(Objects.requireNonNull(operation.answer()));
    assertThat(check.faults("", answer.json())).isEmpty();
  }

  private static JsonNode document(String service) throws IOException {
    String resource = OpenApiFile.resource(HosRoutes.SYSTEM, service);
    try (InputStream in = AnswersTest.class.getClassLoader().getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in));
    }
  }
}
