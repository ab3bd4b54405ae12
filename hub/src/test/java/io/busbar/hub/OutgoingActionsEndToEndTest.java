package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.SaveProgram;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListRemoteSources;
import io.busbar.contracts.spaces.SpacesContract.SaveRemoteSource;
import io.busbar.contracts.spaces.SpacesContract.SaveSpace;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.hub.testing.ClockedHouse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What programs do beyond devices: addresses they call, sources, and what this hub cannot do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingActionsEndToEndTest {
  private final List<String> called = new CopyOnWriteArrayList<>();
  private ClockedHouse house;
  private int port;

  @BeforeAll
  void open() throws TimeoutException {
    house = ClockedHouse.open("lamp", "tv", "broken");
    house.driver().breakDown("broken");
    HttpServer server = house.vertx().createHttpServer().requestHandler(this::answer);
    port = server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS).actualPort();
  }

  @AfterEach
  void clear() {
    called.clear();
    house.clear();
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void callsAnAllowedAddress() {
    Map<String, Object> call =
        Map.of(
            "type", "http",
            "url", url(ClockedHouse.ALLOWED_HOST, "/bell?times=2"),
            "headers", Map.of("X-Key", "secret"),
            "body", Map.of("loud", true));
    ProgramRun run = house.run(house.sequence(List.of(call, lamp())));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(called)
        .containsExactly("POST /bell?times=2 secret application/json {\"loud\":true}");
    assertThat(step(run).result().get("status")).isEqualTo(200);
    assertThat(step(run).result().get("body")).isEqualTo("rung");
    house.awaitTold("lamp turn_on");
  }

  @Test
  void endsAsFailedWhenTheAddressRefuses() {
    Map<String, Object> call =
        Map.of("type", "http", "url", url(ClockedHouse.ALLOWED_HOST, "/missing"));
    ProgramRun run = house.run(house.sequence(List.of(call, lamp())));
    assertFailed(run, "HTTP_STATUS");
    assertThat(run.message()).isEqualTo("actions[0]: It answered with status 404.");
  }

  @Test
  void callsNoMachineThatIsNotAllowed() {
    Map<String, Object> call = Map.of("type", "http", "url", url(ClockedHouse.INSIDE_HOST, "/"));
    assertFailed(house.run(house.sequence(List.of(call, lamp()))), "ADDRESS_REFUSED");
    assertThat(called).isEmpty();
  }

  @Test
  void savesNoProgramThatCallsThisMachine() {
    Map<String, Object> call = Map.of("type", "http", "url", url("127.0.0.1", "/"));
    Map<String, Object> program =
        Map.of("name", "Inside", "type", "sequence", "actions", List.of(call));
    HubFailure refused =
        house.refusal(
            ProgramsContract.SAVE, new SaveProgram(Fields.from(program), Source.REST, null));
    assertThat(refused.reason()).isEqualTo("INVALID_PROGRAM");
    assertThat(refused.details())
        .singleElement()
        .asString()
        .startsWith("actions[0].url: must not lead to this machine");
  }

  @Test
  void activatesASource() {
    String space = space("Lounge");
    String source = source(space, "tv");
    ProgramRun run = house.run(house.sequence(List.of(activate(space, source))));
    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(step(run).result().get("sourceId")).isEqualTo(source);
    assertThat(isActive(space)).isTrue();
    house.awaitTold("tv turn_on", "tv set_brightness 60");
  }

  @Test
  void endsAsFailedWhenASourceCannotBeActivated() {
    String space = space("Attic");
    String source = source(space, "broken");
    ProgramRun run = house.run(house.sequence(List.of(activate(space, source), lamp())));
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(step(run).result().get("code")).isEqualTo("ACTIVATION_FAILED");
    assertThat(isActive(space)).isFalse();
    house.awaitTold("broken turn_on");
  }

  @Test
  void admitsThatItHasNoBroker() {
    Map<String, Object> publish =
        Map.of("type", "mqtt", "topic", "garden/pump", "payload", Map.of("on", true));
    assertFailed(house.run(house.sequence(List.of(publish, lamp()))), "MQTT_NOT_AVAILABLE");
  }

  @Test
  void admitsThatItDoesNotKnowTheExtender() {
    Map<String, Object> send =
        Map.of("type", "ir", "extenderId", "ext_1", "code", Map.of("pronto", "0000 006D"));
    assertFailed(house.run(house.sequence(List.of(send, lamp()))), "NOT_FOUND");
  }

  private void assertFailed(ProgramRun run, String code) {
    assertThat(run.status()).isEqualTo(Status.FAILED);
    assertThat(run.steps()).hasSize(1);
    assertThat(step(run).status()).isEqualTo(Status.FAILED);
    assertThat(step(run).result().get("code")).isEqualTo(code);
    assertThat(house.driver().told()).isEmpty();
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              called.add(
                  "%s %s %s %s %s"
                      .formatted(
                          request.method(),
                          request.uri(),
                          request.getHeader("X-Key"),
                          request.getHeader("Content-Type"),
                          body));
              boolean known = request.path().equals("/bell");
              request
                  .response()
                  .setStatusCode(known ? 200 : 404)
                  .end("rung")
                  .onComplete(sent -> {});
            });
  }

  private String url(String host, String path) {
    return "http://%s:%d%s".formatted(host, port, path);
  }

  private Map<String, Object> lamp() {
    return house.command("lamp", "turn_on");
  }

  private String space(String name) {
    return house
        .ask(
            SpacesContract.SAVE,
            new SaveSpace(Fields.from(Map.of("name", name, "kind", "room")), Source.REST, null))
        .id();
  }

  private String source(String space, String device) {
    Map<String, Object> body =
        Map.of(
            "name",
            "Films",
            "kind",
            "device",
            "deviceId",
            house.id(device).value(),
            "activateCommands",
            List.of(house.command(device, "turn_on"), house.dim(device, 60)));
    return house
        .ask(
            SpacesContract.SAVE_REMOTE_SOURCE,
            new SaveRemoteSource(space, Fields.from(body), Source.REST, null))
        .id();
  }

  private static Map<String, Object> activate(String space, String source) {
    return Map.of("type", "remote_source", "spaceId", space, "sourceId", source);
  }

  private boolean isActive(String space) {
    return house.ask(SpacesContract.REMOTE_SOURCES, new ListRemoteSources(space)).sources().stream()
        .allMatch(RemoteSource::active);
  }

  private static Step step(ProgramRun run) {
    return run.steps().get(0);
  }
}
