package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.rs90.Rs90Simulator;
import io.busbar.drivers.testing.Interpreters;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LiveListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A packaged hub and simulated remotes on its own broker; nobody sets anything up. */
@TestInstance(Lifecycle.PER_CLASS)
final class Rs90IT {
  private static final Path DRIVERS = Path.of("..", "hardware-drivers");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "kept-off-the-command-line";
  private static final String TV = "65a1b2c3d4e5f60718293a4b";
  private static final String MACRO = "75a1b2c3d4e5f60718293a4b";

  private HubProcess hub;
  private HubClient app;
  private DriverInstances drivers;
  private Rs90Simulator simulator;
  private String id = "";
  private int remotes;

  @BeforeAll
  void startHub() throws IOException {
    Interpreters.assume(DriverType.PYTHON);
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_MQTT_USERS", "remote:" + PASSWORD);
    hub = HubProcess.start(settings);
    app = HubClient.logIn(hub.http());
    drivers = new DriverInstances(app);
  }

  @AfterAll
  void stopHub() throws IOException {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void startRemote() throws IOException {
    id = "%016x".formatted(0xe1c9215be8afe4d2L + remotes++);
    simulator = remote(id);
  }

  @AfterEach
  void stopRemote() throws IOException {
    simulator.close();
  }

  @Test
  void isFoundAndKnowsItsThings() {
    JsonNode remote = awaitRemote(now -> commands(now, TV).toString().contains("Volume Up"));
    assertThat(remote.path("deviceType").asText()).isEqualTo("remote");
    assertThat(remote.at("/state/battery").asInt()).isEqualTo(85);
    assertThat(remote.at("/state/extras/macros/0/state").asText()).isEqualTo("off");
    assertThat(remote.at("/state/extras/apps/1/id").asText()).isEqualTo("org.videolan.vlc");
    assertThat(remote.at("/state/extras/error").isNull()).as("%s", remote).isTrue();
    assertThat(remote.at("/state/extras/devices/1/commands/0").asText()).isEqualTo("Play");
    assertThat(remote.at("/state/extras/lastKey").isMissingNode()).isTrue();
  }

  @Test
  void doesWhatItIsTold() throws IOException {
    JsonNode remote = awaitRemote(now -> !commands(now, TV).isMissingNode());
    command(remote, "send_command", Map.of("device", "TV", "command", "Mute"));
    command(remote, "send_command", Map.of("device", "CD / Radio", "command", "Play"));
    command(
        remote, "send_command", Map.of("device", "Twin", "command", "65a1b2c3d4e5f60718293a01"));
    awaitSeen("trigger", "TV - Mute", "CD / Radio - Play", "Twin - 65a1b2c3d4e5f60718293a01");
    command(remote, "macro_on", Map.of("macro", MACRO));
    awaitSeen("macro", "Movie night on");
    JsonNode on = awaitRemote(now -> now.at("/state/extras/macros/0/state").asText().equals("on"));
    command(on, "ring_on", Map.of("seconds", 2));
    awaitSeen("ring", "2");
    command(on, "ring_effect", Map.of("effect", "solidColor", "color", "#ff8800"));
    command(on, "ring_off", Map.of());
    awaitSeen("effect", "solidColor", "off");
    command(on, "open_app", Map.of("app", "VLC & more"));
    awaitSeen("app", "org.videolan.vlc");
    JsonNode open =
        awaitRemote(now -> now.at("/state/extras/activeApp").asText().equals("VLC & more"));
    simulator.tell("battery 17");
    command(open, "refresh_battery", Map.of());
    JsonNode low = awaitRemote(now -> now.at("/state/battery").asInt() == 17);
    Answer refused = drivers.command(low, "send_command", Map.of("device", "None", "command", "x"));
    assertThat(refused.body().toString()).contains("no device 'None'");
  }

  @Test
  void followsRenamesAndNewThings() throws IOException {
    JsonNode remote = awaitRemote(now -> !commands(now, TV).isMissingNode());
    simulator.tell("rename devices " + TV + " Projector / beamer");
    simulator.tell("rename macros " + MACRO + " Film");
    untilRemote(now -> now.toString().contains("Projector / beamer"));
    command(remote, "send_command", Map.of("device", TV, "command", "Power"));
    awaitSeen("trigger", "Projector / beamer - Power");
    command(remote, "macro_on", Map.of("macro", MACRO));
    awaitSeen("macro", "Film on");
    simulator.tell("remove " + TV);
    untilRemote(now -> !now.at("/state/extras/devices").toString().contains(TV));
  }

  @Test
  void pressesFireAutomationsAndTheCurrentSource() throws IOException {
    JsonNode remote = awaitRemote(now -> !commands(now, TV).isMissingNode());
    List<String> programs = new ArrayList<>();
    for (String press : List.of("short", "double", "long")) {
      programs.add(automation("OK", press));
    }
    currentSource(remote, Map.of("VOLUME_UP", trigger("Volume Up"), "MUTE", trigger("Mute")));
    simulator.tell("press 15");
    awaitSeen("trigger", "TV - Mute");
    simulator.tell("press 11 11 11 11 11 11 11");
    await().atMost(PATIENCE).until(() -> simulator.seen("trigger").size() == 8);
    simulator.tell("press 10");
    awaitRuns(programs.get(0), 1);
    await().atMost(PATIENCE).until(() -> lastKey().path("key").asText().equals("OK"));
    simulator.tell("hold 10 30 80");
    await().atMost(PATIENCE).until(() -> runs(programs.get(2)) > 0);
    simulator.tell("press 1");
    int doubles = runs(programs.get(1));
    simulator.tell("press 10 10");
    awaitRuns(programs.get(1), doubles + 1);
  }

  @Test
  void goesOfflineByItsWillAndDropsTheKeptKey() throws IOException {
    untilRemote(now -> !commands(now, TV).isMissingNode());
    String program = automation("BACK", "short");
    simulator.tell("press 13");
    awaitRuns(program, 1);
    simulator.tell("drop");
    JsonNode gone = awaitRemote(now -> !now.at("/state/online").asBoolean(true));
    Answer refused = drivers.command(gone, "ring_off", Map.of());
    assertThat(refused.body().toString()).contains("the remote is offline");
    assertThat(hub.terminate()).isZero();
    hub.start();
    app = HubClient.logIn(hub.http());
    drivers = new DriverInstances(app);
    untilRemote(now -> !now.at("/state/online").asBoolean(true) && knowsMacros(now));
    simulator.close();
    simulator = remote(id);
    untilRemote(now -> now.at("/state/online").asBoolean());
    assertThat(runs(program)).isEqualTo(1);
    simulator.tell("press 13");
    awaitRuns(program, 2);
  }

  @Test
  void listenersAreToldThatItComesAndGoes() throws IOException {
    LiveListener listener = LiveListener.open(hub.http() + "/app/os/state/stream", app.token());
    awaitHeard(listener, "event: snapshot");
    untilRemote(now -> now.at("/state/battery").asInt() == 85);
    simulator.tell("drop");
    awaitHeard(listener, "\"REMOTE_DISCONNECTED\"", "\"remoteId\":\"" + id, "\"battery\":85");
    simulator.close();
    String other = "%016x".formatted(0xa1c9215be8afe4d2L);
    try (Rs90Simulator second = remote(other)) {
      awaitHeard(listener, "\"REMOTE_CONNECTED\"", "\"remoteId\":\"" + other);
      assertThat(second.seen("none")).isEmpty();
    }
    awaitHeard(listener, "\"REMOTE_DISCONNECTED\"", "\"remoteId\":\"" + other);
  }

  private static void awaitHeard(LiveListener listener, String... words) {
    await().atMost(PATIENCE).until(() -> listener.heard(words));
  }

  @Test
  void aHostileRemoteHurtsNobodyElse() throws IOException {
    untilRemote(now -> !commands(now, TV).isMissingNode());
    String program = automation("HOME", null);
    String hostile = "f".repeat(13) + "%03d".formatted(remotes);
    try (Rs90Simulator other = remote(hostile)) {
      other.tell("say device/list {\"a\": [");
      other.tell("say macro/list [1,2,3]");
      other.tell("say battery_level many");
      other.tell("say keys button:99");
      other.tell("flood list 3000");
      JsonNode flooded =
          drivers.awaitNamed("rs90:" + hostile, now -> faults(now).contains("3000 items"));
      assertThat(flooded.at("/state/extras/devices").size()).isEqualTo(500);
      other.tell("flood names 100000");
      simulator.tell("press 2");
      awaitRuns(program, 1);
      JsonNode seen =
          drivers.awaitNamed("rs90:" + hostile, now -> faults(now).contains("messages come"));
      assertThat(faults(seen)).contains("is no percentage", "3 items without a name");
      Answer answer = drivers.command(seen, "refresh_lists", Map.of());
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }
    JsonNode well = awaitRemote(now -> now.at("/state/online").asBoolean());
    assertThat(well.at("/state/extras/error").isNull()).as("%s", well).isTrue();
  }

  private Rs90Simulator remote(String remoteId) throws IOException {
    return Rs90Simulator.start(
        DRIVERS, Objects.requireNonNull(hub.ports().get("mqtt")), PASSWORD, "--id", remoteId);
  }

  private JsonNode awaitRemote(Predicate<JsonNode> fits) {
    return drivers.awaitNamed("rs90:" + id, fits);
  }

  private void untilRemote(Predicate<JsonNode> fits) {
    JsonNode unused = awaitRemote(fits);
  }

  private JsonNode lastKey() {
    return awaitRemote(now -> true).at("/state/extras/lastKey");
  }

  private static JsonNode commands(JsonNode remote, String device) {
    for (JsonNode each : remote.at("/state/extras/devices")) {
      if (each.path("id").asText().equals(device) && each.path("commands").isArray()) {
        return each.path("commands");
      }
    }
    return remote.path("none");
  }

  private static boolean knowsMacros(JsonNode remote) {
    return remote.at("/state/extras/macros").size() == 2;
  }

  private static String faults(JsonNode remote) {
    return remote.at("/state/extras/faults").toString();
  }

  private void command(JsonNode remote, String command, Map<String, ?> payload) throws IOException {
    Answer answer = drivers.command(remote, command, payload);
    assertThat(answer.status()).as("%s %s", command, answer.body()).isEqualTo(200);
  }

  private void awaitSeen(String kind, String... expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(simulator.seen(kind)).containsExactly(expected));
  }

  private static Map<String, Object> trigger(String command) {
    return Map.of("command", "send_command", "payload", Map.of("device", "TV", "command", command));
  }

  /** Each key does something with a device of the remote itself. */
  private void currentSource(JsonNode remote, Map<String, ?> buttons) throws IOException {
    Map<String, Object> space =
        Map.of("name", "Room " + id, "kind", "room", "remoteIds", List.of(id));
    String room = saved("/spaces/save", space);
    Map<String, Object> tv =
        Map.of(
            "name",
            "TV",
            "kind",
            "device",
            "deviceId",
            remote.path("id").asText(),
            "buttonMap",
            buttons);
    String source = saved("/spaces/" + room + "/remote-sources/save", tv);
    Answer active =
        app.post("/spaces/" + room + "/remote-sources/" + source + "/activate", Map.of());
    assertThat(active.status()).as("%s", active.body()).isEqualTo(200);
  }

  private String automation(String key, @Nullable String press) throws IOException {
    Map<String, Object> trigger = new HashMap<>();
    trigger.putAll(Map.of("type", "remote_key", "remoteId", id, "key", key));
    if (press != null) {
      trigger.put("press", press);
    }
    Map<String, Object> program =
        Map.of(
            "name",
            key + " " + press + " " + id,
            "type",
            "automation",
            "enabled",
            true,
            "mode",
            "queued",
            "triggers",
            List.of(trigger),
            "actions",
            List.of(Map.of("type", "delay", "ms", 1)));
    return saved("/programs/save", program);
  }

  private String saved(String path, Map<String, ?> body) throws IOException {
    Answer answer = app.post(path, body);
    assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
    return answer.data().path("id").asText();
  }

  private int runs(String program) throws IOException {
    return app.get("/program-runs?programId=" + program).data().size();
  }

  private void awaitRuns(String program, int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(runs(program)).isEqualTo(count));
  }
}
