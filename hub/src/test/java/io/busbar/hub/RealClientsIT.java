package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.NodeScript;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people really use: npm's eventsource and ws, and a browser. */
class RealClientsIT {
  private static final Pattern SETUP_CODE =
      Pattern.compile("\\b([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})\\b");

  @Test
  void npmClientsReadTheStreamAndDriveTheSocket() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      HubClient app = HubClient.logIn(hub.http());
      NodeScript.run(
          "clients.e2e.mjs", Map.of("HUB_URL", hub.http(), "TOKEN", app.token()));
    }
  }

  @Test
  void aBrowserSetsTheHubUpAndCommandsADevice() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      Matcher code = SETUP_CODE.matcher(hub.output());
      assertThat(code.find()).as(hub.output()).isTrue();
      NodeScript.run(
          "console.e2e.mjs", Map.of("HUB_URL", hub.http(), "SETUP_CODE", code.group(1)));
    }
  }
}
