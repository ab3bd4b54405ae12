package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Simulator;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.Interpreters;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged hub, an extender, a remote: learned, sent, kept across a restart of the driver. */
final class GenericIrIT {
  private static final String PIN = "1234";

  @Test
  void learnsAndSendsThroughAnExtender(@TempDir Path scratch) throws Exception {
    Interpreters.assume(DriverType.PYTHON);
    Simulator simulator = Simulator.startIn(Path.of("..", "hardware-drivers"));
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("HOS_RUNTIME_STORAGE_DIR", scratch.resolve("storage").toString());
    try (HubProcess hub = HubProcess.start(settings)) {
      HubClient app = HubClient.logIn(hub.http());
      DriverInstances drivers = new DriverInstances(app);
      String instance = drivers.create("GENERIC_IR", properties(simulator));
      JsonNode extender =
          drivers.awaitNamed("extender:" + instance, device -> device.path("online").asBoolean());
      sends(drivers, extender, simulator);
      sendsForPrograms(app, extender, simulator);
      keepsCodes(app, "/extenders/" + extender.path("id").asText());
      saysCodesInOtherWords(app);
      learnsForADeviceOfAnotherDriver(hub, app, extender, simulator);
      JsonNode remote = learns(drivers, extender, simulator);
      assertThat(drivers.tell(instance, "restart").status()).isEqualTo(200);
      JsonNode again =
          drivers.awaitNamed(
              remote.path("externalId").asText(), device -> device.path("online").asBoolean());
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                Answer pressed = drivers.command(again, "power", Map.of());
                assertThat(pressed.status()).as("%s", pressed.body()).isEqualTo(200);
              });
      assertThat(drivers.log(instance)).doesNotContain(PIN).doesNotContain(Simulator.TOKEN);
    } finally {
      simulator.stop();
    }
  }

  private static void sends(DriverInstances drivers, JsonNode extender, Simulator simulator)
      throws IOException, InterruptedException {
    Answer sent =
        drivers.command(
            extender,
            "send_code",
            Map.of("code", Map.of("protocol", "NEC", "address", 4, "command", 8)));
    assertThat(sent.status()).as("%s", sent.body()).isEqualTo(200);
    assertThat(simulator.sent()).hasSize(1);
    Answer refused = drivers.command(extender, "send_code", Map.of("code", "nonsense"));
    assertThat(refused.body().path("message").asText()).contains("no format this hub knows");
  }

  private static void sendsForPrograms(HubClient app, JsonNode extender, Simulator simulator)
      throws IOException, InterruptedException {
    Map<String, Object> action =
        Map.of(
            "type",
            "ir",
            "extenderId",
            extender.path("id").asText(),
            "code",
            Map.of("pronto", "5000 0073 0000 0001 0000 000C"));
    Answer saved =
        app.post(
            "/programs/save",
            Map.of("name", "Film", "type", "sequence", "actions", List.of(action)));
    String program = saved.data().path("id").asText();
    Answer run = app.post("/programs/" + program + "/run", Map.of());
    assertThat(run.data().path("status").asText()).as("%s", run.body()).isEqualTo("completed");
    assertThat(simulator.sent()).hasSize(2);
    assertThat(simulator.sent().get(1).get("freq_khz")).isEqualTo(36);
  }

  private static void keepsCodes(HubClient app, String extender) throws IOException {
    Map<String, Object> nec = Map.of("protocol", "NEC", "address", 4, "command", 8);
    Answer saved =
        app.put(extender + "/remotes/Old%20Telly", Map.of("keys", Map.of("Power", nec, "Ok", nec)));
    assertThat(saved.status()).as("%s", saved.body()).isEqualTo(200);
    assertThat(app.get(extender + "/remotes").data().toString()).contains("Old Telly", "Power");
    String file =
        app.get(extender + "/remotes/old-telly/export?format=flipper").data().path("file").asText();
    assertThat(file).startsWith("Filetype: IR signals file").contains("protocol: NEC");
    assertThat(app.delete(extender + "/remotes/oldtelly/keys/ok").status()).isEqualTo(200);
    assertThat(app.get(extender + "/remotes/old_telly").data().path("keys").toString())
        .isEqualTo("{\"Power\":{\"protocol\":\"NEC\",\"address\":4,\"command\":8}}");
    assertThat(app.delete(extender + "/remotes/Old%20Telly").status()).isEqualTo(200);
    Answer imported = app.post(extender + "/remotes/import", Map.of("name", "New", "file", file));
    assertThat(imported.data().path("keys").asInt()).as("%s", imported.body()).isEqualTo(2);
    Map<String, Object> wrong = Map.of("keys", Map.of("x", "nonsense"));
    assertThat(app.put(extender + "/remotes/New", wrong).status()).isEqualTo(400);
    beginsAndGivesUp(app, extender);
  }

  private static void beginsAndGivesUp(HubClient app, String extender) throws IOException {
    Answer begun = app.post(extender + "/learn", Map.of("remote", "New", "command", "menu"));
    assertThat(begun.status()).as("%s", begun.body()).isEqualTo(200);
    String learning = extender + "/learn/" + begun.data().path("learnId").asText();
    assertThat(app.delete(learning).status()).isEqualTo(200);
    assertThat(app.delete(learning).status()).isEqualTo(404);
  }

  private static void saysCodesInOtherWords(HubClient app) throws IOException {
    Map<String, Object> nec = Map.of("protocol", "NEC", "address", 4, "command", 8);
    String pronto =
        app.post("/ir/convert", Map.of("code", nec, "to", "pronto")).data().path("code").asText();
    assertThat(pronto).startsWith("0000 006D");
    JsonNode decoded = app.post("/ir/decode", Map.of("code", pronto)).data();
    assertThat(decoded.path("protocol").asText()).isEqualTo("NEC");
    assertThat(decoded.path("command").asInt()).isEqualTo(8);
    assertThat(app.post("/ir/convert", Map.of("code", "hm", "to", "raw")).status()).isEqualTo(400);
  }

  private static void learnsForADeviceOfAnotherDriver(
      HubProcess hub, HubClient app, JsonNode extender, Simulator simulator)
      throws IOException, InterruptedException {
    int port = URI.create(hub.http()).getPort();
    Vertx vertx = Vertx.vertx();
    try (LoopbackDriver telly =
        new LoopbackDriver(vertx, "LAN_TV", List.of("telly"), port).start()) {
      DriverInstances drivers = new DriverInstances(app);
      JsonNode device = drivers.awaitNamed("telly", now -> now.path("online").asBoolean());
      telly.send(announcement("telly", extender));
      String learn = "/extenders/" + extender.path("id").asText() + "/learn";
      String id = device.path("id").asText();
      Answer begun = app.post(learn, Map.of("deviceId", id, "command", "ambilight"));
      assertThat(begun.status()).as("%s", begun.body()).isEqualTo(200);
      assertThat(begun.data().path("remote").asText()).isEqualTo("telly");
      JsonNode learned = drivers.awaitNamed("telly", now -> isTaught(now, simulator));
      assertThat(learned.at("/properties/extenderId").asText())
          .isEqualTo(extender.path("id").asText());
      assertThat(learned.path("commands").toString()).contains("\"ambilight\"");
      sendsWhatItLearned(drivers, learned, simulator);
      assertThat(telly.executed("telly", "ambilight")).isZero();
    }
    keepsItWhenItsDriverComesBack(vertx, new DriverInstances(app), port, simulator);
  }

  private static void keepsItWhenItsDriverComesBack(
      Vertx vertx, DriverInstances drivers, int port, Simulator simulator)
      throws IOException, InterruptedException {
    JsonNode left = drivers.awaitNamed("telly", now -> !now.path("online").asBoolean());
    assertThat(left.at("/properties/irCommands/ambilight").isObject()).isTrue();
    try (LoopbackDriver again =
        new LoopbackDriver(vertx, "LAN_TV", List.of("telly"), port).start()) {
      JsonNode back =
          drivers.awaitNamed(
              "telly",
              now ->
                  now.path("online").asBoolean()
                      && now.at("/properties/extenderId").isMissingNode());
      sendsWhatItLearned(drivers, back, simulator);
      assertThat(again.executed("telly", "ambilight")).isZero();
    } finally {
      Future<Void> unused = vertx.close();
    }
  }

  private static void sendsWhatItLearned(
      DriverInstances drivers, JsonNode device, Simulator simulator)
      throws IOException, InterruptedException {
    int before = simulator.sent().size();
    Answer pressed = drivers.command(device, "ambilight", Map.of());
    assertThat(pressed.status()).as("%s", pressed.body()).isEqualTo(200);
    assertThat(simulator.sent()).hasSize(before + 1);
  }

  private static String announcement(String device, JsonNode extender) {
    Map<String, Object> properties = Map.of("extenderId", extender.path("id").asText());
    return Json.text(
        Map.of(
            "event",
            "DEVICE_UPDATED",
            "device_id",
            device,
            "data",
            Map.of("properties", properties)));
  }

  private static boolean isTaught(JsonNode device, Simulator simulator) {
    if (device.at("/properties/irCommands/ambilight/learnedAt").isTextual()) {
      return true;
    }
    press(simulator);
    return false;
  }

  private static JsonNode learns(DriverInstances drivers, JsonNode extender, Simulator simulator)
      throws IOException, InterruptedException {
    Answer begun =
        drivers.command(extender, "learn", Map.of("remote", "Amplifier", "command", "power"));
    assertThat(begun.status()).as("%s", begun.body()).isEqualTo(200);
    String id = extender.path("externalId").asText();
    JsonNode learned = drivers.awaitNamed(id, device -> isLearned(device, simulator));
    assertThat(learned.at("/state/extras/learning/code/protocol").isMissingNode()).isTrue();
    return drivers.awaitNamed(
        "remote:%s:%08x".formatted(id, "amplifier".hashCode()),
        device -> device.path("online").asBoolean());
  }

  /** Presses the key again and again: right after sending, extenders are deaf. */
  private static boolean isLearned(JsonNode device, Simulator simulator) {
    if (phase(device).equals("learned")) {
      return true;
    }
    press(simulator);
    return false;
  }

  private static void press(Simulator simulator) {
    Fields press = Fields.of("a", List.of(3000, 1000, 500, 1000, 500, 2000, 500, 1000, 500));
    try {
      simulator.control("/hear", press);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String phase(JsonNode device) {
    return device.at("/state/extras/learning/phase").asText();
  }

  private static Map<String, Object> properties(Simulator simulator) {
    return Map.of(
        "extenderIp",
        "127.0.0.1",
        "extenderPin",
        PIN,
        "httpPort",
        simulator.port("http"),
        "pushPort",
        simulator.port("push"),
        "poll",
        1);
  }
}
