package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import io.busbar.hub.testing.LoopbackDriver;
import io.busbar.hub.testing.NodeScript;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people really use: npm's eventsource and ws, and a browser. */
class RealClientsIT {
  private static final Pattern SETUP_CODE =
      Pattern.compile("\\b([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})\\b");

  private final Vertx vertx = Vertx.vertx();
  private @Nullable LoopbackDriver lamp;

  @AfterEach
  void end() throws Exception {
    if (lamp != null) {
      lamp.close();
    }
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void npmClientsReadTheStreamAndDriveTheSocket() throws IOException {
    try (HubProcess hub = HubProcess.start(HubClient.ADMINISTRATOR)) {
      HubClient app = HubClient.logIn(hub.http());
      NodeScript.run("clients.e2e.mjs", Map.of("HUB_URL", hub.http(), "TOKEN", app.token()));
    }
  }

  @Test
  void aBrowserSetsTheHubUpAndCommandsADevice() throws IOException {
    try (HubProcess hub = HubProcess.start(Map.of())) {
      Matcher code = SETUP_CODE.matcher(hub.output());
      assertThat(code.find()).as(hub.output()).isTrue();
      startLamp(URI.create(hub.http()).getPort());
      NodeScript.run("console.e2e.mjs", Map.of("HUB_URL", hub.http(), "SETUP_CODE", code.group(1)));
    }
  }

  private void startLamp(int port) {
    lamp = new LoopbackDriver(vertx, "CONSOLE", List.of("desk lamp"), port).start();
    await().atMost(Duration.ofSeconds(20)).until(lamp::isRegistered);
    lamp.reportAll();
  }
}
