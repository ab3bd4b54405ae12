package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT clients that people really use: those of mosquitto and npm's mqtt. */
class MqttClientsIT {
  private static final String USER = "panel";
  private static final String PASSWORD = "open sesame";

  private static HubProcess hub = prepared();
  private static Path certificate = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_MQTT_USERS", USER + ":" + PASSWORD);
    if (isThere("openssl")) {
      settings.putAll(tls());
    }
    hub = HubProcess.start(settings);
  }

  @AfterAll
  static void end() throws IOException {
    hub.close();
  }

  @Test
  void npmMqttConnectsOverTcpAndWebSocket() throws IOException {
    NodeScript.run(
        "mqtt.e2e.mjs",
        Map.of(
            "MQTT_URL",
            "mqtt://127.0.0.1:" + port("mqtt"),
            "WS_URL",
            hub.http().replace("http", "ws") + "/mqtt",
            "MQTT_USER",
            USER,
            "MQTT_PASSWORD",
            PASSWORD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
  void mosquittoClientsTalkToEachOther(String version) throws IOException {
    assumeMosquitto();
    List<String> session =
        new ArrayList<>(List.of("-V", version, "-i", version, "-c", "-q", "2", "-t", "m/#"));
    session.addAll(List.of("-W", "20"));
    if (version.equals("mqttv5")) {
      session.addAll(List.of("-x", "60"));
    }
    assertThat(mosquitto("mosquitto_sub", session, "-E")).isEmpty();
    for (String qos : List.of("1", "2")) {
      List<String> publish = List.of("-V", version, "-q", qos, "-t", "m/" + qos);
      assertThat(mosquitto("mosquitto_pub", publish, "-m", "m" + qos)).isEmpty();
    }
    assertThat(mosquitto("mosquitto_sub", session, "-C", "2", "-F", "%t %q %p"))
        .isEqualTo("m/1 1 m1\nm/2 2 m2\n");
  }

  @Test
  void aRetainedMessageIsThereAfterARestart() throws IOException {
    assumeMosquitto();
    List<String> publish = List.of("-q", "1", "-r", "-t", "kept/topic", "-m", "still here");
    assertThat(mosquitto("mosquitto_pub", publish)).isEmpty();
    assertThat(hub.terminate()).isZero();
    hub.start();
    List<String> read = List.of("-t", "kept/+", "-C", "1", "-W", "10", "-F", "%r %p");
    assertThat(mosquitto("mosquitto_sub", read)).isEqualTo("1 still here\n");
    assertThat(hub.metric("busbar_mqtt_connected_total")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aProgramPublishes() throws IOException {
    assumeMosquitto();
    HubClient app = HubClient.logIn(hub.http());
    Map<String, Object> publish =
        Map.of("type", "mqtt", "topic", "garden/pump", "payload", "on", "qos", 1, "retain", true);
    Map<String, Object> program =
        Map.of("name", "Water", "type", "sequence", "actions", List.of(publish));
    String id = app.post("/programs/save", program).data().path("id").asText();
    HubClient.Answer run = app.post("/programs/" + id + "/run", Map.of());
    assertThat(run.data().path("status").asText()).as(run.toString()).isEqualTo("completed");
    List<String> read = List.of("-t", "garden/#", "-C", "1", "-W", "10");
    assertThat(mosquitto("mosquitto_sub", read, "-F", "%t %p")).isEqualTo("garden/pump on\n");
  }

  @Test
  void aTokenOfAnAdministratorServesAsPassword() throws IOException {
    assumeMosquitto();
    List<String> publish = List.of("-q", "1", "-t", "a", "-m", "x");
    String token = HubClient.logIn(hub.http()).token();
    assertThat(run("mosquitto_pub", "ada", token, publish)).isEmpty();
    assertThat(run("mosquitto_pub", USER, "wrong", publish)).contains("efused");
  }

  @Test
  void speaksOverTlsWithItsCertificate() throws IOException {
    assumeMosquitto();
    assumeTrue(isThere("openssl"), "openssl is missing");
    List<String> line = new ArrayList<>(List.of("mosquitto_pub", "-h", "127.0.0.1"));
    line.addAll(List.of("-p", port("mqtts"), "-u", USER, "-P", PASSWORD));
    line.addAll(List.of("--cafile", certificate.toString(), "-q", "1", "-t", "a", "-m", "x"));
    assertThat(output(line)).isEmpty();
  }

  private static HubProcess prepared() {
    try {
      return HubProcess.prepare(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> tls() throws IOException {
    Path folder = Files.createTempDirectory("busbar-tls-");
    certificate = folder.resolve("cert.pem");
    String key = folder.resolve("key.pem").toString();
    List<String> line = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048"));
    line.addAll(List.of("-nodes", "-days", "1", "-subj", "/CN=localhost"));
    line.addAll(List.of("-addext", "subjectAltName=IP:127.0.0.1"));
    line.addAll(List.of("-keyout", key, "-out", certificate.toString()));
    assertThat(output(line)).as("openssl").isNotNull();
    return Map.of(
        "BUSBAR_MQTT_TLS_PORT",
        "0",
        "BUSBAR_MQTT_TLS_CERTIFICATE",
        certificate.toString(),
        "BUSBAR_MQTT_TLS_KEY",
        key);
  }

  private static String port(String door) throws IOException {
    return Objects.requireNonNull(hub.ports().get(door)).toString();
  }

  private static String mosquitto(String program, List<String> arguments, String... more)
      throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return run(program, USER, PASSWORD, all);
  }

  private static String run(String program, String user, String password, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(program, "-h", "127.0.0.1"));
    line.addAll(List.of("-p", port("mqtt"), "-u", user, "-P", password));
    line.addAll(arguments);
    return output(line);
  }

  private static String output(List<String> line) throws IOException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line.toString()).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  private static void assumeMosquitto() {
    assumeTrue(isThere("mosquitto_sub"), "mosquitto-clients are missing");
  }

  private static boolean isThere(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
