package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.RawWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server pings, clients pong; who does not is closed. */
final class HeartbeatTest {
  private static final Duration OFTEN = Duration.ofMillis(150);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Recorder recorder = new Recorder();

  private final EngineServer strict = server(SOON);
  private final Door strictDoor = new Door("/engine.io/", strict::mount);
  private final Door patientDoor = new Door("/engine.io/", server(PATIENCE)::mount);

  private EngineServer server(Duration timeToPong) {
    return EngineServer.create(
        EngineOptions.at("/engine.io/").with(new EngineOptions.Heartbeat(OFTEN, timeToPong)),
        recorder::accept);
  }

  @AfterEach
  void close() {
    strictDoor.close();
    patientDoor.close();
  }

  @Test
  void pingsAWebSocketThatPongs() {
    try (RawWebSocket socket = patientDoor.webSocket("")) {
      assertThat(socket.next().text()).startsWith("0");
      for (int i = 0; i < 6; i++) {
        assertThat(socket.next().text()).isEqualTo("2");
        socket.say("3");
      }
      assertThat(recorder.closed).isEmpty();
    }
  }

  @Test
  void pingsAPollingClientThatPongs() {
    String sid = patientDoor.open();
    for (int i = 0; i < 6; i++) {
      assertThat(patientDoor.poll(sid).body()).isEqualTo("2");
      assertThat(patientDoor.post(sid, "3").status()).isEqualTo(200);
    }
    assertThat(recorder.closed).isEmpty();
  }

  @Test
  void closesAWebSocketThatDoesNotPong() {
    try (RawWebSocket socket = strictDoor.webSocket("")) {
      assertThat(socket.next().text()).startsWith("0");
      assertThat(socket.next().text()).isEqualTo("2");
      assertThat(socket.say("4not a pong").next().text()).isEqualTo("4not a pong");
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    await()
        .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.PING_TIMEOUT));
  }

  @Test
  void closesAPollingClientThatIsGone() {
    String sid = strictDoor.open();

    await()
        .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.PING_TIMEOUT));
    assertThat(strictDoor.poll(sid).status()).isEqualTo(400);
    assertThat(strict.counts().clients()).isZero();
  }

  @Test
  void aPongNobodyAskedForChangesNothing() {
    try (RawWebSocket socket = patientDoor.webSocket("")) {
      assertThat(socket.next().text()).startsWith("0");
      for (int i = 0; i < 100; i++) {
        socket.say("3");
      }
      assertThat(socket.next().text()).isEqualTo("2");
    }
  }
}
