package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.drivers.manifest.DriverType;
import io.busbar.drivers.testing.Interpreters;
import io.busbar.hub.testing.DriverInstances;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The simulated hardware of the demo house at the packaged hub. */
class DemoSimulatorsIT {
  private static final String NAME = "Simulated extender";
  private static final String REMOTE = "rs90:e1c9215be8afe4d2";

  @Test
  void comesBackAsTheSameExtenderAndEndsWithTheHub() throws IOException {
    Interpreters.assume(DriverType.PYTHON);
    try (HubProcess hub = HubProcess.start(settings("true"))) {
      HubClient app = HubClient.logIn(hub.http());
      String instance = awaitExtender(app);
      DriverInstances drivers = new DriverInstances(app);
      JsonNode extender =
          drivers.awaitNamed("extender:" + instance, it -> it.path("online").asBoolean());
      assertThat(extender.path("name").asText()).isEqualTo(NAME);
      Map<String, Object> nec = Map.of("protocol", "NEC", "address", 4, "command", 8);
      Answer sent = drivers.command(extender, "send_code", Map.of("code", nec));
      assertThat(sent.status()).as("%s", sent.body()).isEqualTo(200);

      List<ProcessHandle> simulators = simulators(hub);
      assertThat(simulators).hasSize(2);
      JsonNode remote = drivers.awaitNamed(REMOTE, it -> it.path("online").asBoolean());
      assertThat(remote.path("deviceType").asText()).isEqualTo("remote");
      assertThat(hub.terminate()).isZero();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> simulators.stream().noneMatch(ProcessHandle::isAlive));

      hub.start();
      app = HubClient.logIn(hub.http());
      assertThat(awaitExtender(app)).isEqualTo(instance);
      JsonNode again =
          new DriverInstances(app)
              .awaitNamed("extender:" + instance, it -> it.path("online").asBoolean());
      assertThat(again.path("id").asText()).isEqualTo(extender.path("id").asText());
    }
  }

  @Test
  void saysWhatIsMissingWithoutPython() throws IOException {
    Map<String, String> settings = settings("true");
    settings.put("HAPTIQUE_PYTHON_BIN", "/nowhere/python3");
    try (HubProcess hub = HubProcess.start(settings)) {
      assertThat(hub.output())
          .contains("goes without simulated hardware: There is no program /nowhere/python3.");
      assertThat(simulators(hub)).isEmpty();
    }
  }

  private static Map<String, String> settings(String demo) {
    Map<String, String> settings = new HashMap<>(HubClient.ADMINISTRATOR);
    settings.put("BUSBAR_DEMO", demo);
    return settings;
  }

  private static String awaitExtender(HubClient app) {
    String[] id = {""};
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              JsonNode all = app.get("/integrations/GENERIC_IR/instances").data();
              for (JsonNode each : all) {
                id[0] = each.path("name").asText().equals(NAME) ? each.path("id").asText() : id[0];
              }
              return !id[0].isEmpty();
            });
    return id[0];
  }

  private static List<ProcessHandle> simulators(HubProcess hub) {
    return ProcessHandle.of(hub.pid())
        .orElseThrow()
        .descendants()
        .filter(DemoSimulatorsIT::isSimulator)
        .toList();
  }

  private static boolean isSimulator(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .orElse("")
        .matches(".*simulators/(extender|rs90)/main\\.py.*");
  }
}
