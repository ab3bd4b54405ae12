package io.busbar.hub.conformance;

import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubProcess;
import java.io.IOException;
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

  static List<Transcript> transcripts() throws IOException {
    return Transcript.all();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void follows(Transcript transcript) throws Exception {
    try (Replay replay = new Replay(hub.http(), app)) {
      replay.play(transcript);
    }
  }
}
