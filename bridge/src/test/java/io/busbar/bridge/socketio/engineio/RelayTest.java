package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes behind a load balancer that is not sticky. */
final class RelayTest {
  private final Recorder recorder = new Recorder();
  private final Map<String, EngineServer> nodes = new ConcurrentHashMap<>();
  private final EngineServer one = node("one");
  private final EngineServer two = node("two");
  private final Door atOne = new Door("/engine.io/", one::mount);
  private final Door atTwo = new Door("/engine.io/", two::mount);

  private EngineServer node(String id) {
    EngineServer server =
        EngineServer.create(
            EngineOptions.at("/engine.io/")
                .with(new EngineOptions.Cluster(id, this::forward, Duration.ofSeconds(2))),
            recorder::accept);
    nodes.put(id, server);
    return server;
  }

  private Future<SessionRelay.Answer> forward(String node, SessionRelay.Request request) {
    EngineServer to = nodes.get(node);
    return to == null ? Future.failedFuture("no such node") : to.relayed(request);
  }

  @AfterEach
  void close() {
    atOne.close();
    atTwo.close();
  }

  @Test
  void pollsAndPostsMayReachAnyNode() {
    String sid = atOne.open();
    assertThat(sid).startsWith("one.");

    assertThat(atTwo.post(sid, "4a\u001ebAQID").body()).isEqualTo("ok");
    assertThat(atTwo.poll(sid).body()).isEqualTo("4a\u001ebAQID");
    assertThat(atOne.post(sid, "4b").body()).isEqualTo("ok");
    assertThat(atTwo.poll(sid).body()).isEqualTo("4b");
  }

  @Test
  void aRelayedPollComesBackInTime() {
    String sid = atOne.open();
    assertThat(atTwo.poll(sid).body()).isEqualTo("6");
    assertThat(atTwo.poll(sid).body()).isEqualTo("6");
    assertThat(one.counts().clients()).isEqualTo(1);
  }

  @Test
  void hangingUpOnARelayedPollClosesTheSession() {
    String sid = atOne.open();
    Session session = (Session) recorder.opened.get(0);
    try (RawSocket raw = new RawSocket(atTwo.port())) {
      RawSocket unused =
          raw.send(
              "GET /engine.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: h\r\n\r\n"
                  .formatted(sid));
      await().until(session::isPolled);
    }
    await()
        .untilAsserted(
            () -> assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_ERROR));
  }

  @Test
  void aWebSocketOfAnotherNodesSessionIsRefusedAndPollingGoesOn() {
    String sid = atOne.open();
    try (RawWebSocket socket = atTwo.webSocket(sid)) {
      assertThat(socket.answer()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(atTwo.post(sid, "4x").body()).isEqualTo("ok");
    assertThat(atOne.poll(sid).body()).isEqualTo("4x");
  }

  @Test
  void aNodeThatIsGoneMeansAnUnknownSession() {
    assertThat(atOne.poll("three.AAAAAAAAAAAAAAAAAAAA").body()).contains("Session ID unknown");
    assertThat(atOne.poll("two.AAAAAAAAAAAAAAAAAAAA").body()).contains("Session ID unknown");
    assertThat(atOne.poll("one.AAAAAAAAAAAAAAAAAAAA").body()).contains("Session ID unknown");
  }

  @Test
  void aRelayedPostKeepsTheLimit() {
    String sid = atOne.open();
    Buffer much = Buffer.buffer("4" + "x".repeat(1_000_000));
    SessionRelay.Answer answer =
        io.busbar.bridge.testing.Await.result(
            one.relayed(new SessionRelay.Request(SessionRelay.Kind.POST, sid, much)));
    assertThat(answer.status()).isEqualTo(413);
  }
}
