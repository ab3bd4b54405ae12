package io.busbar.hub.conformance;

import io.busbar.drivers.conformance.HubReplay;
import io.busbar.drivers.conformance.Transcript;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transcript of a driver over WebSocket, against a real hub and its REST and SSE doors. */
@TestInstance(Lifecycle.PER_CLASS)
class ConformanceIT {
  private static final Path FOLDER = Path.of("../hardware-drivers/conformance/transcripts");

  private HubProcess hub;
  private HubClient app;

  @BeforeAll
  void start() throws IOException {
    hub = HubProcess.start(HubClient.ADMINISTRATOR);
    app = HubClient.logIn(hub.http());
  }

  @AfterAll
  void stop() throws IOException {
    if (hub != null) {
      hub.close();
    }
  }

  static List<Transcript> transcripts() {
    return Transcript.readAll(FOLDER).stream()
        .filter(transcript -> transcript.isForHub(HubReplay.TRANSPORT))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void follows(Transcript transcript) throws Exception {
    URI socket = URI.create(hub.http().replace("http:", "ws:") + "/driver");
    try (DoorsView view = new DoorsView(app, EventFeed.open(hub.http(), app))) {
      HubReplay.play(transcript, socket, view);
    }
  }
}
