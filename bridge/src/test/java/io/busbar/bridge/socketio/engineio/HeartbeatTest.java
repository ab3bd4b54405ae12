package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.RawWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server pings, clients pong; who does not is closed. */
final class HeartbeatTest {
  private final Recorder recorder = new Recorder();
  private final EngineServer server =
      EngineServer.create(
          EngineOptions.at("/engine.io/")
              .with(new EngineOptions.Heartbeat(Duration.ofMillis(150), Duration.ofMillis(250))),
          recorder::accept);
  private final Door door = new Door("/engine.io/", server::mount);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void pingsAWebSocketThatPongs() {
    try (RawWebSocket socket = door.webSocket("")) {
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
    String sid = door.open();
    for (int i = 0; i < 6; i++) {
      assertThat(door.poll(sid).body()).isEqualTo("2");
      assertThat(door.post(sid, "3").status()).isEqualTo(200);
    }
    assertThat(recorder.closed).isEmpty();
  }

  @Test
  void closesAWebSocketThatDoesNotPong() {
    try (RawWebSocket socket = door.webSocket("")) {
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
    String sid = door.open();

    await()
        .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.PING_TIMEOUT));
    assertThat(door.poll(sid).status()).isEqualTo(400);
    assertThat(server.counts().clients()).isZero();
  }

  @Test
  void aPongNobodyAskedForChangesNothing() {
    try (RawWebSocket socket = door.webSocket("")) {
      assertThat(socket.next().text()).startsWith("0");
      for (int i = 0; i < 100; i++) {
        socket.say("3");
      }
      assertThat(socket.next().text()).isEqualTo("2");
    }
  }
}
