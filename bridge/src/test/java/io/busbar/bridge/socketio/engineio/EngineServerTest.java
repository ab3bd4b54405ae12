package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.socketio.engineio.Door.Answer;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawSocket;
import io.busbar.bridge.testing.RawWebSocket;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Engine.IO 4 document, sentence by sentence, over real connections. */
final class EngineServerTest {
  private static final int MAX = 100_000;
  private static final String SEPARATOR = "\u001e";

  private final Recorder recorder = new Recorder();
  private final EngineServer server =
      EngineServer.create(
          EngineOptions.at("/engine.io/")
              .with(new EngineOptions.Limits(MAX, 100, 1 << 20, 5, Duration.ofSeconds(2))),
          recorder::accept);
  private final Door door = new Door("/engine.io/", server::mount);

  @AfterEach
  void close() {
    door.close();
  }

  private static <T> T result(CompletionStage<T> stage) {
    return Await.result(Future.fromCompletionStage(stage));
  }

  @Test
  void opensAPollingSessionWithWhatAClientMustKnow() {
    Answer answer = door.send("GET", "EIO=4&transport=polling", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body())
        .matches(
            "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],"
                + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000}");
  }

  @Test
  void opensAWebSocketSessionWithoutUpgrades() {
    try (RawWebSocket socket = door.webSocket("")) {
      assertThat(socket.next(RawWebSocket.TEXT).text())
          .startsWith("0{\"sid\":\"")
          .contains("\"upgrades\":[]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | EIO=4                             | 400 | 0 | Transport unknown",
        "GET    | EIO=4&transport=abc               | 400 | 0 | Transport unknown",
        "GET    | EIO=4&transport=polling&sid=x     | 400 | 1 | Session ID unknown",
        "POST   | EIO=4&transport=polling&sid=x     | 400 | 1 | Session ID unknown",
        "GET    | EIO=4&transport=polling&sid=a.b   | 400 | 1 | Session ID unknown",
        "POST   | EIO=4&transport=polling           | 400 | 2 | Bad handshake method",
        "PUT    | EIO=4&transport=polling           | 400 | 2 | Bad handshake method",
        "GET    | EIO=4&transport=websocket         | 400 | 3 | Bad request",
        "GET    | transport=polling                 | 400 | 5 | Unsupported protocol version",
        "GET    | EIO=3&transport=polling           | 400 | 5 | Unsupported protocol version",
        "GET    | EIO=abc&transport=polling         | 400 | 5 | Unsupported protocol version",
      })
  void refusesWithTheDocumentedCode(
      String method, String query, int status, int code, String text) {
    Answer answer = door.send(method, query, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?EIO=3&transport=websocket",
        "?transport=websocket",
        "?EIO=4",
        "?EIO=4&transport=websocket&sid=x"
      })
  void refusesAWebSocketWithoutWhatIsMandatory(String query) {
    try (RawWebSocket socket = new RawWebSocket(door.port(), "/engine.io/" + query)) {
      assertThat(socket.answer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4hello",
        "4one\u001e4two\u001e4three",
        "4hello\u001ebAQIDBA==",
        "4\u20ac \ud83d\ude00",
        "4"
      })
  void echoesOverPolling(String body) {
    String sid = door.open();

    Answer posted = door.post(sid, body);
    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.body()).isEqualTo("ok");
    assertThat(door.poll(sid).body()).isEqualTo(body);
  }

  @Test
  void aPollWaitsUntilSomethingComes() {
    String sid = door.open();
    CompletionStage<Answer> poll = door.pollLater(sid);
    awaitPoll();

    assertThat(door.post(sid, "4later").status()).isEqualTo(200);
    assertThat(result(poll).body()).isEqualTo("4later");
  }

  @Test
  void aSecondPollClosesTheSession() {
    String sid = door.open();
    List<CompletionStage<Answer>> polls = List.of(door.pollLater(sid), door.pollLater(sid));

    List<Integer> statuses = polls.stream().map(poll -> result(poll).status()).sorted().toList();
    assertThat(statuses).containsExactly(200, 400);
    assertThat(polls).anyMatch(poll -> result(poll).body().equals("1"));
    assertThat(door.poll(sid).status()).isEqualTo(400);
    await()
        .untilAsserted(
            () -> assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_ERROR));
  }

  @Test
  void aSecondPostClosesTheSession() {
    String sid = door.open();
    try (RawSocket slow = new RawSocket(door.port())) {
      RawSocket unused =
          slow.send(
              "POST /engine.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n4ha"
                  .formatted(sid));
      await().untilAsserted(() -> assertThat(door.post(sid, "4x").status()).isEqualTo(400));
    }
    assertThat(door.poll(sid).status()).isEqualTo(400);
  }

  @Test
  void hangingUpOnAPollClosesTheSession() {
    String sid = door.open();
    try (RawSocket poll = new RawSocket(door.port())) {
      RawSocket unused =
          poll.send(
              "GET /engine.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: h\r\n\r\n"
                  .formatted(sid));
      awaitPoll();
    }
    await().untilAsserted(() -> assertThat(door.poll(sid).status()).isEqualTo(400));
    await()
        .untilAsserted(
            () -> assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_ERROR));
  }

  private void awaitPoll() {
    await().until(() -> !recorder.opened.isEmpty());
    Session session = (Session) recorder.opened.get(0);
    await().until(session::isPolled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "", "7", "4a\u001e", "\u001e", "b!", "bA", "0", "2", "5", "9\u001e4x"})
  void aBodyThatIsNoPacketClosesTheSession(String body) {
    String sid = door.open();

    assertThat(door.post(sid, body).status()).isEqualTo(400);
    assertThat(door.poll(sid).status()).isEqualTo(400);
    assertThat(recorder.closed).containsExactly(CloseReason.PARSE_ERROR);
  }

  @Test
  void aBodyThatIsNotUtf8ClosesTheSession() {
    String sid = door.open();
    try (RawSocket raw = new RawSocket(door.port())) {
      RawSocket unused =
          raw.send(
              "POST /engine.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n4\u00c3("
                  .formatted(sid));
      assertThat(raw.readSome()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(recorder.closed).containsExactly(CloseReason.PARSE_ERROR);
  }

  @Test
  void moreThanMaxPayloadIsRefused() {
    String sid = door.open();
    Answer full = door.post(sid, "4" + "x".repeat(MAX - 1));
    assertThat(full.status()).isEqualTo(200);
    assertThat(door.poll(sid).body()).hasSize(MAX);

    assertThat(door.post(sid, "4" + "x".repeat(MAX)).status()).isEqualTo(413);
    assertThat(door.poll(sid).status()).isEqualTo(400);
  }

  @Test
  void moreThanMaxPayloadInChunksIsRefused() {
    String sid = door.open();
    try (RawSocket raw = new RawSocket(door.port())) {
      RawSocket unused =
          raw.send(
                  "POST /engine.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                      .formatted(sid))
              .send("%x\r\n%s\r\n".formatted(MAX + 1, "4" + "x".repeat(MAX)));
      assertThat(raw.readSome()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void theClientClosesByPolling() {
    String sid = door.open();
    CompletionStage<Answer> poll = door.pollLater(sid);
    awaitPoll();

    assertThat(door.post(sid, "1").body()).isEqualTo("ok");
    assertThat(result(poll).body()).isEqualTo("6");
    assertThat(door.poll(sid).status()).isEqualTo(400);
    assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_CLOSE);
  }

  @Test
  void theServerClosesAfterWhatWaits() {
    String sid = door.open();
    EngineSocket socket = recorder.opened.get(0);
    socket.send(EncodedPackets.text("bye"));
    socket.close();

    assertThat(door.poll(sid).body()).isEqualTo("4bye" + SEPARATOR + "1");
    assertThat(door.poll(sid).status()).isEqualTo(400);
    assertThat(recorder.closed).containsExactly(CloseReason.FORCED_CLOSE);
  }

  @Test
  void furtherClientsThanThereArePlacesWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(door.open()).hasSize(20);
    }
    Answer refused = door.send("GET", "EIO=4&transport=polling", "");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(refused.body()).contains("try again later");

    recorder.opened.get(0).close(CloseReason.FORCED_CLOSE);
    await().untilAsserted(() -> assertThat(door.open()).hasSize(20));
    assertThat(server.counts().clients()).isEqualTo(5);
  }

  @Test
  void stoppingTellsEverybody() {
    String sid = door.open();
    CompletionStage<Answer> poll = door.pollLater(sid);
    awaitPoll();
    try (RawWebSocket socket = door.webSocket("")) {
      String open = socket.next(RawWebSocket.TEXT).text();
      assertThat(open).startsWith("0");
      await().until(() -> recorder.opened.size() == 2);
      Void unused = Await.result(server.close());

      assertThat(socket.next().closeCode()).isEqualTo(WebSocketLine.GOING_AWAY);
    }
    assertThat(result(poll).body()).isEqualTo("1");
    assertThat(recorder.closed)
        .containsExactly(CloseReason.SERVER_SHUTDOWN, CloseReason.SERVER_SHUTDOWN);
    assertThat(door.send("GET", "EIO=4&transport=polling", "").status()).isEqualTo(503);
  }

  @Test
  void messagesOfManyPostsStayInOrder() {
    String sid = door.open();
    for (int i = 0; i < 50; i++) {
      assertThat(door.post(sid, "4" + i).status()).isEqualTo(200);
    }
    String[] got = door.poll(sid).body().split(SEPARATOR, -1);
    assertThat(Arrays.stream(got).map(packet -> packet.substring(1)).map(Integer::valueOf))
        .isSorted()
        .hasSize(50);
    assertThat(got[0].getBytes(StandardCharsets.UTF_8)).startsWith((byte) '4');
  }
}
