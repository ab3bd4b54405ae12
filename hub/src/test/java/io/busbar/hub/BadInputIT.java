package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HandMadeToken;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.RawWebSocket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input through the doors of a real hub: a clear refusal, and nothing has changed. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {
  private static final String SECRET = "a-signing-key-for-tests-of-32-chars-and-more";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MEGABYTE = 1 << 20;
  private static final String DEVICE = "/devices/{lamp}/command";
  private static final String INSTANCES = "/integrations/LAN_PRESENCE/instances";

  private final Vertx vertx = Vertx.vertx();
  private HubProcess hub;
  private HubClient app;
  private LoopbackDriver driver;
  private String lamp;
  private String before;

  @BeforeAll
  void start() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_HOST_SENSORS", "false");
    settings.put("JWT_SECRET_KEY", SECRET);
    hub = HubProcess.start(settings);
    app = HubClient.logIn(hub.http());
    driver = new LoopbackDriver(vertx, "GOOD", List.of("lamp"), port()).start();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> app.get("/devices").data().get(0).path("online").asBoolean());
    lamp = app.get("/devices").data().get(0).path("id").asText();
  }

  @AfterAll
  void stop() throws Exception {
    if (driver != null) {
      driver.close();
    }
    vertx.close().await(5, TimeUnit.SECONDS);
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void look() throws IOException {
    before = everything();
  }

  @AfterEach
  void nothingHasChanged() throws IOException {
    assertThat(everything()).isEqualTo(before);
    assertThat(driver.registrations()).isEqualTo(1);
    assertThat(hub.output()).doesNotContain("\tat ", SECRET);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments(DEVICE, bytes("{\"command\":"), 400, "MALFORMED_JSON"),
        arguments(DEVICE, bytes("[1,2]"), 400, "MALFORMED_JSON"),
        arguments(DEVICE, bytes("{\"command\":\"a\",\"command\":\"b\"}"), 400, "MALFORMED_JSON"),
        arguments(DEVICE, bytes("{\"command\":\"a\"} x"), 400, "MALFORMED_JSON"),
        arguments(DEVICE, deep(100), 400, "MALFORMED_JSON"),
        arguments(DEVICE, deep(100_000), 400, "MALFORMED_JSON"),
        arguments(DEVICE, bytes("{\"n\":" + "9".repeat(1000) + "}"), 400, "MALFORMED_JSON"),
        arguments(DEVICE, notUtf8(), 400, "MALFORMED_JSON"),
        arguments(DEVICE, bytes("{}"), 400, null),
        arguments(DEVICE, bytes("{\"command\":7}"), 400, null),
        arguments(DEVICE, bytes("{\"command\":\"turn_on\",\"requestId\":[]}"), 400, null),
        arguments(DEVICE, bytes("{\"command\":\"turn_on\",\"waitMs\":-1}"), 422, null),
        arguments(DEVICE, new byte[MEGABYTE + 1], 413, "TOO_LARGE"),
        arguments("/devices/no-such-device/command", bytes("{\"command\":\"on\"}"), 404, null),
        arguments("/devices/%00%ff/command", bytes("{\"command\":\"on\"}"), 400, null),
        arguments("/integrations/NO_SUCH/instances", bytes("{}"), 404, null),
        arguments("/integrations/not%20a%20key/instances", bytes("{}"), 400, null),
        arguments("/integrations/instances/none/start", bytes("{}"), 404, null),
        arguments(INSTANCES, bytes("{\"properties\":[]}"), 400, null),
        arguments(INSTANCES, bytes("{\"properties\":{\"hosts\":7}}"), 400, null),
        arguments(INSTANCES, bytes("{\"name\":\"" + "x".repeat(300) + "\"}"), 422, null),
        arguments("/users", bytes("{\"username\":{}}"), 400, null),
        arguments("/auth/login", bytes("{\"username\":\"ada\"}"), 400, null),
        arguments("/auth/login", bytes("{\"username\":7,\"password\":[]}"), 400, null),
        arguments("/auth/login", deep(100_000), 400, "MALFORMED_JSON"),
        arguments("/auth/login", new byte[MEGABYTE + 1], 413, "TOO_LARGE"),
        arguments("/no/such/path", bytes("{}"), 404, null));
  }

  @ParameterizedTest(name = "[{index}] {0} {2} {3}")
  @MethodSource("bodies")
  void refusesBadRequests(String path, byte[] body, int status, String code) throws IOException {
    Answer answer = app.postRaw(path.replace("{lamp}", lamp), body);
    assertRefused(answer, status);
    if (code != null) {
      assertThat(answer.code()).isEqualTo(code);
    }
  }

  @Test
  void refusesOtherMediaTypes() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.http() + "/app/os/devices/" + lamp + "/command"))
            .header("Authorization", "Bearer " + app.token())
            .header("Content-Type", "application/xml")
            .POST(HttpRequest.BodyPublishers.ofString("<command/>"))
            .build();
    HttpResponse<String> response = hub.send(request);
    assertRefused(new Answer(response.statusCode(), Json.MAPPER.readTree(response.body())), 415);
  }

  @Test
  void refusesForgedAndExpiredTokens() throws GeneralSecurityException, IOException {
    JsonNode me = app.get("/auth/me").data();
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", me.path("id").asText());
    claims.put("username", "ada");
    claims.put("role", "admin");
    claims.put("scope", "os_api_admin");
    claims.put("jti", "0123456789abcdef");
    claims.put("iat", now - 60);
    claims.put("exp", now + 3600);
    String good = HandMadeToken.signed(claims, SECRET);
    assertThat(app.as(good).get("/devices").status())
        .as("the rest of a token is fine")
        .isEqualTo(200);
    Map<String, Object> expired = new HashMap<>(claims);
    expired.put("exp", now - 30);
    List<String> tokens =
        List.of(
            HandMadeToken.signed(expired, SECRET),
            HandMadeToken.signed(claims, "another-signing-key-of-32-chars-and-more"),
            HandMadeToken.unsigned(claims),
            HandMadeToken.tampered(app.token(), claims),
            HandMadeToken.signed(Map.of("exp", "soon"), SECRET),
            "not-a-token",
            "x".repeat(6000),
            "");
    for (String token : tokens) {
      Answer answer = app.as(token).get("/devices");
      assertThat(answer.status()).as(token).isEqualTo(401);
      assertRefused(answer, 401);
      assertThat(answer.body().toString()).doesNotContain(lamp);
    }
  }

  static Stream<Arguments> frames() {
    return Stream.of(
        arguments(RawWebSocket.TEXT, bytes("{\"event\":")),
        arguments(RawWebSocket.TEXT, bytes("[]")),
        arguments(RawWebSocket.TEXT, deep(100)),
        arguments(RawWebSocket.TEXT, deep(100_000)),
        arguments(RawWebSocket.TEXT, bytes("{\"event\":7,\"data\":[]}")),
        arguments(RawWebSocket.TEXT, bytes("{\"event\":\"STATE_UPDATE\",\"device_id\":\"lamp\"}")),
        arguments(RawWebSocket.TEXT, bytes("{\"method\":\"driver.register\",\"params\":7}")),
        arguments(RawWebSocket.BINARY, bytes("{}")));
  }

  @ParameterizedTest(name = "[{index}] frame of kind {0}")
  @MethodSource("frames")
  void answersBadFrames(int kind, byte[] content) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(port())) {
      assertThat(socket.next().text()).contains("CONNECTED");
      socket.send(kind, content);
      JsonNode answer = Json.MAPPER.readTree(socket.next().text());
      assertThat(answer.path("ok").asBoolean(true)).as("%s", answer).isFalse();
      assertThat(answer.path("code").asText()).startsWith("DRIVER_WS_");
      assertThat(answer.path("error").asText()).isNotEmpty();
      assertThat(answer.path("details")).as("%s", answer).isNotEmpty();
      assertReadable(answer.toString());
    }
  }

  @Test
  void closesOnOversizedAndUndecodableFrames() throws IOException {
    assertThat(closeCodeAfter(bytes("x".repeat(MEGABYTE + 1)))).isEqualTo(1009);
    assertThat(closeCodeAfter(notUtf8())).isEqualTo(1007);
  }

  private static int closeCodeOf(RawWebSocket socket) throws IOException {
    RawWebSocket.Frame frame = socket.next();
    assertThat(frame.kind()).as(frame.text()).isEqualTo(RawWebSocket.CLOSE);
    return frame.closeCode();
  }

  private int closeCodeAfter(byte[] content) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(port())) {
      assertThat(socket.next().text()).contains("CONNECTED");
      socket.send(RawWebSocket.TEXT, content);
      return closeCodeOf(socket);
    }
  }

  private static void assertRefused(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.body().path("success").asBoolean(true)).isFalse();
    assertThat(answer.body().path("message").asText()).isNotEmpty();
    assertThat(answer.code()).isNotEmpty();
    assertThat(answer.body().path("hint").asText()).as("%s", answer.body()).isNotEmpty();
    assertReadable(answer.body().toString());
  }

  private static void assertReadable(String answer) {
    assertThat(answer)
        .doesNotContain("Exception", "io.busbar", "java.", "jackson", SECRET)
        .hasSizeLessThan(4096);
  }

  private String everything() throws IOException {
    return app.get("/devices").data().toString()
        + app.get("/state/snapshot").data()
        + app.get(INSTANCES).data()
        + app.get("/users").data()
        + app.get("/action-maps").data();
  }

  private int port() throws IOException {
    return URI.create(hub.http()).getPort();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] deep(int levels) {
    return bytes("{\"command\":\"turn_on\",\"payload\":" + "[".repeat(levels));
  }

  private static byte[] notUtf8() {
    return new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
  }
}
