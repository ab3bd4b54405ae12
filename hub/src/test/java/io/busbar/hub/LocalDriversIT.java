package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.SampleDrivers;
import io.busbar.hub.testing.WledSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers as processes of a real hub, set up and used over REST. */
@TestInstance(Lifecycle.PER_CLASS)
class LocalDriversIT {
  private static final String TOKEN = "orchid-9-\"harbour\"";

  private HubProcess hub;
  private DriverInstances drivers;
  private HubClient app;

  @BeforeAll
  void start(@TempDir Path scratch) throws IOException {
    Path storage = scratch.resolve("storage");
    SampleDrivers.install(scratch, storage);
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("HOS_RUNTIME_STORAGE_DIR", storage.toString());
    settings.put("BUSBAR_DRIVER_OFFLINE_GRACE", "1s");
    hub = HubProcess.start(settings);
    app = HubClient.logIn(hub.http());
    drivers = new DriverInstances(app);
  }

  @AfterAll
  void stop() throws IOException {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void listsBundledAndInstalledDrivers() throws IOException {
    Map<String, String> statuses =
        StreamSupport.stream(app.get("/integrations").data().spliterator(), false)
            .collect(
                Collectors.toMap(
                    one -> one.path("driverKey").asText() + "/" + one.path("builtIn").asText(),
                    one -> one.path("status").asText()));
    assertThat(statuses)
        .contains(entry("HOST_SENSORS/true", "ready"))
        .containsKeys("ONE_WIRE/true", "LAN_PRESENCE/true", "WLED/true")
        .containsKeys("SAMPLE_PYTHON/false", "SAMPLE_JAVASCRIPT/false", "SAMPLE_LUA/false");
    assertThat(statuses.values()).allMatch(List.of("ready", "unavailable")::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript", "lua"})
  void runsASampleDriver(String language) throws IOException {
    SampleDrivers.assumeInterpreter(language);
    String key = SampleDrivers.key(language);
    String instance = drivers.create(key, Map.of("lampName", "Désk", "apiToken", TOKEN));
    JsonNode lamp = drivers.awaitDevice(instance, device -> device.path("state").has("brightness"));
    assertThat(lamp.path("name").asText()).isEqualTo("Désk");
    assertThat(lamp.path("online").asBoolean()).isTrue();

    takesCommands(lamp, instance);
    hidesTheToken(key, instance);
    comesBack(key, instance, lamp);
    isTriedAndStopped(key, instance);
  }

  private void takesCommands(JsonNode lamp, String instance) throws IOException {
    Answer dimmed = drivers.command(lamp, "set_brightness", Map.of("brightness", 40));
    assertThat(dimmed.status()).as("%s", dimmed.body()).isEqualTo(200);
    assertThat(dimmed.data().path("status").asText()).isEqualTo("completed");
    JsonNode state =
        drivers
            .awaitDevice(instance, now -> now.path("state").path("brightness").asInt() == 40)
            .path("state");
    assertThat(state.path("power").asBoolean()).isTrue();

    Answer wrong = drivers.command(lamp, "set_brightness", Map.of("brightness", "x"));
    assertThat(wrong.status()).as("%s", wrong.body()).isEqualTo(422);
    Answer failed = drivers.command(lamp, "fail", Map.of());
    assertThat(failed.status()).as("%s", failed.body()).isEqualTo(502);
    assertThat(failed.code()).isEqualTo("DRIVER_ERROR");
    assertThat(failed.body().path("message").asText()).contains("no luck");
  }

  private void hidesTheToken(String key, String instance) throws IOException {
    assertThat(drivers.log(instance)).contains("token [redacted]").doesNotContain("orchid");
    JsonNode listed = drivers.awaitInstance(key, instance, one -> true);
    assertThat(listed.path("properties").path("apiToken").asText()).isEqualTo("********");
    assertThat(hub.output()).doesNotContain("orchid");
  }

  private void comesBack(String key, String instance, JsonNode lamp) throws IOException {
    long pid = drivers.awaitInstance(key, instance, one -> one.has("pid")).path("pid").asLong();
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    JsonNode again =
        drivers.awaitInstance(
            key,
            instance,
            one ->
                one.path("status").asText().equals("running") && one.path("pid").asLong() != pid);
    assertThat(again.path("restarts").asInt()).isPositive();
    JsonNode same =
        drivers.awaitDevice(
            instance,
            now ->
                now.path("online").asBoolean()
                    && now.path("state").path("brightness").asInt() == 0);
    assertThat(same.path("id")).isEqualTo(lamp.path("id"));
    assertThat(drivers.command(same, "turn_on", Map.of()).status()).isEqualTo(200);
  }

  private void isTriedAndStopped(String key, String instance) throws IOException {
    JsonNode running = drivers.tell(instance, "test").data();
    assertThat(running.path("ok").asBoolean()).as("%s", running).isTrue();
    long pid = drivers.awaitInstance(key, instance, one -> one.has("pid")).path("pid").asLong();
    assertThat(drivers.tell(instance, "stop").data().path("status").asText()).isEqualTo("stopped");
    assertThat(ProcessHandle.of(pid)).isEmpty();
    JsonNode gone = drivers.awaitDevice(instance, device -> !device.path("online").asBoolean());
    assertThat(gone.path("stale").asBoolean()).isTrue();

    JsonNode tried = drivers.tell(instance, "test").data();
    assertThat(tried.path("ok").asBoolean()).as("%s", tried).isTrue();
    assertThat(tried.path("logs").toString()).contains("[redacted]").doesNotContain("orchid");
    JsonNode stopped =
        drivers.awaitInstance(key, instance, one -> one.path("status").asText().equals("stopped"));
    assertThat(stopped.path("enabled").asBoolean()).isFalse();
  }

  @Test
  void namesEachWrongProperty() throws IOException {
    Answer refused =
        drivers.tryToCreate(
            "ONE_WIRE", Map.of("interval", "soon", "unit", "K", "folder", 7, "colour", "red"));
    assertThat(refused.status()).as("%s", refused.body()).isIn(400, 422);
    assertThat(refused.body().path("details"))
        .hasSize(4)
        .extracting(JsonNode::asText)
        .satisfiesOnlyOnce(detail -> assertThat(detail).startsWith("interval: "))
        .satisfiesOnlyOnce(detail -> assertThat(detail).startsWith("unit: "))
        .satisfiesOnlyOnce(detail -> assertThat(detail).startsWith("folder: "))
        .satisfiesOnlyOnce(detail -> assertThat(detail).startsWith("colour: "));
    assertThat(app.get("/integrations/ONE_WIRE/instances").data().toString())
        .doesNotContain("colour");
    Answer missing = drivers.tryToCreate("LAN_PRESENCE", Map.of());
    assertThat(missing.body().path("details").toString()).contains("hosts: it is required");
    assertThat(drivers.tryToCreate("NO_SUCH_DRIVER", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void readsTemperaturesFromTheOneWireBus() throws IOException {
    SampleDrivers.assumeInterpreter("lua");
    Path bus = Path.of("../hardware-drivers/one-wire/tests/bus").toRealPath();
    String instance =
        drivers.create(
            "ONE_WIRE",
            Map.of("folder", bus.toString(), "names", Map.of("28-0316a2798bff", "Boiler")));
    JsonNode boiler =
        drivers.awaitNamed(
            "one-wire-28-0316a2798bff",
            device -> device.path("state").path("temperature").isNumber());
    assertThat(boiler.path("name").asText()).isEqualTo("Boiler");
    assertThat(boiler.path("driverInstanceId").asText()).isEqualTo(instance);
    assertThat(boiler.path("state").path("temperature").asDouble()).isBetween(-55.0, 125.0);
    assertThat(drivers.tell(instance, "stop").status()).isEqualTo(200);
  }

  @Test
  void tellsWhoIsAtHome(@TempDir Path scratch) throws IOException {
    SampleDrivers.assumeInterpreter("python");
    Path neighbours = scratch.resolve("arp");
    Files.writeString(
        neighbours,
        """
        IP address       HW type     Flags       HW address            Mask     Device
        127.0.0.9        0x1         0x4         a0:b1:c2:d3:e4:f5     *        lo
        """);
    String instance =
        drivers.create(
            "LAN_PRESENCE",
            Map.of(
                "hosts",
                List.of(Map.of("name", "Phone", "mac", "a0:b1:c2:d3:e4:f5")),
                "interval",
                5,
                "arpFile",
                neighbours.toString(),
                "neighbourCommand",
                "false",
                "pingCommand",
                "true"));
    JsonNode phone =
        drivers.awaitDevice(instance, device -> device.path("state").path("presence").asBoolean());
    assertThat(phone.path("name").asText()).isEqualTo("Phone");
    assertThat(drivers.tell(instance, "stop").status()).isEqualTo(200);
  }

  @Test
  void dimsASimulatedStrip() throws IOException {
    SampleDrivers.assumeInterpreter("javascript");
    try (WledSimulator strip = WledSimulator.start()) {
      String instance = drivers.create("WLED", Map.of("hosts", strip.address()));
      JsonNode light =
          drivers.awaitDevice(instance, device -> device.path("state").path("power").asBoolean());
      assertThat(drivers.command(light, "turn_off", Map.of()).status()).isEqualTo(200);
      assertThat(strip.state().path("on").asBoolean()).isFalse();
      assertThat(drivers.command(light, "turn_on", Map.of()).status()).isEqualTo(200);
      assertThat(strip.state().path("on").asBoolean()).isTrue();
      Answer dimmed = drivers.command(light, "set_brightness", Map.of("brightness", 40));
      assertThat(dimmed.data().path("status").asText()).isEqualTo("completed");
      assertThat(strip.state().path("bri").asInt()).isEqualTo(102);
      JsonNode dim =
          drivers.awaitDevice(instance, now -> now.path("state").path("brightness").asInt() == 40);
      assertThat(dim.path("id")).isEqualTo(light.path("id"));
      assertThat(drivers.tell(instance, "stop").status()).isEqualTo(200);
    }
  }
}
