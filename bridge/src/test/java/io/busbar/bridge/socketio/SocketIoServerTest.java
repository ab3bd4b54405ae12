package io.busbar.bridge.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.busbar.bridge.socketio.engineio.Door;
import io.busbar.bridge.socketio.example.Echo;
import io.busbar.bridge.testing.Await;
import io.busbar.bridge.testing.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Socket.IO 5 document, sentence by sentence, over raw WebSockets. */
final class SocketIoServerTest {
  private final SocketIoServer server =
      SocketIoServer.create(
          SocketIoOptions.defaults()
              .connectingWithin(Duration.ofSeconds(2))
              .with(new SocketIoOptions.Limits(2, 100, 3, 2, 2)));
  private final List<DisconnectReason> gone = new CopyOnWriteArrayList<>();
  private final List<SocketIoSocket> sockets = new CopyOnWriteArrayList<>();
  private final Promise<String> decision = Promise.promise();
  private final Door door = new Door("/socket.io/", server::mount);

  {
    Echo.namespaces(server);
    Namespace guarded = server.of("/guarded");
    guarded.admission(
        handshake -> admit(handshake.auth().path("token").asText(), handshake.namespace()));
    guarded.onConnection(this::remember);
    server.of("/slow").admission(handshake -> decision.future());
  }

  private Future<?> admit(String token, String namespace) {
    return switch (token) {
      case "good" -> Future.succeededFuture("somebody in " + namespace);
      case "bad" ->
          Future.failedFuture(
              new ConnectRefused(
                  "Not authorized", JsonNodeFactory.instance.objectNode().put("code", 7)));
      case "throws" -> throw new IllegalStateException("broken");
      default -> Future.failedFuture("secret words");
    };
  }

  private void remember(SocketIoSocket socket) {
    sockets.add(socket);
    socket.onDisconnect(gone::add);
    socket.emit("hello", List.of(IntNode.valueOf(1)));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private RawWebSocket open() {
    RawWebSocket socket = door.webSocket("");
    assertThat(socket.next().text()).startsWith("0{");
    return socket;
  }

  private RawWebSocket connected() {
    RawWebSocket socket = open();
    assertThat(socket.say("40").next().text()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    assertThat(socket.next().text()).isEqualTo("42[\"auth\",{}]");
    return socket;
  }

  private RawWebSocket guarded() {
    RawWebSocket socket = open();
    assertThat(socket.say("40/guarded,{\"token\":\"good\"}").next().text())
        .startsWith("40/guarded,{\"sid\":");
    assertThat(socket.next().text()).isEqualTo("42/guarded,[\"hello\",1]");
    return socket;
  }

  @Test
  void connectsToNamespacesWithAPayload() {
    try (RawWebSocket socket = connected()) {
      assertThat(socket.say("40/custom,{\"token\":\"abc\"}").next().text())
          .startsWith("40/custom,{\"sid\":\"");
      assertThat(socket.next().text()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
      assertThat(server.counts().sockets()).isEqualTo(2);
      assertThat(server.counts().clients()).isEqualTo(1);
    }
    await().untilAsserted(() -> assertThat(server.counts().sockets()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"40/random", "40/random,", "40/random,{\"a\":1}"})
  void refusesAnUnknownNamespace(String connect) {
    try (RawWebSocket socket = open()) {
      assertThat(socket.say(connect).next().text())
          .isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  void theAdmissionDecides() {
    try (RawWebSocket socket = open()) {
      assertThat(socket.say("40/guarded,{\"token\":\"bad\"}").next().text())
          .isEqualTo("44/guarded,{\"message\":\"Not authorized\",\"data\":{\"code\":7}}");
      assertThat(socket.say("40/guarded,{\"token\":\"throws\"}").next().text())
          .isEqualTo("44/guarded,{\"message\":\"Internal error\"}");
      assertThat(socket.say("40/guarded,").next().text())
          .isEqualTo("44/guarded,{\"message\":\"Internal error\"}");
      assertThat(socket.say("40/guarded,{\"token\":\"good\"}").next().text())
          .startsWith("40/guarded,{\"sid\":");
    }
    assertThat(sockets.get(0).admitted(String.class)).isEqualTo("somebody in /guarded");
  }

  @Test
  void whoIsRefusedTooOftenIsClosed() {
    try (RawWebSocket socket = open()) {
      for (int i = 0; i < 4; i++) {
        assertThat(socket.say("40/random").next().text()).startsWith("44/random,");
      }
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
  }

  @Test
  void nothingMayBeSentWhileTheAdmissionDecides() {
    try (RawWebSocket socket = open()) {
      assertThat(socket.say("40/slow,").say("42/slow,[\"x\"]").next().opcode())
          .isEqualTo(RawWebSocket.CLOSE);
    }
    decision.complete("late");
    assertThat(server.of("/slow").size()).isZero();
  }

  @Test
  void furtherNamespacesThanALimitAreRefused() {
    Namespace unused = server.of("/four");
    try (RawWebSocket socket = connected()) {
      assertThat(socket.say("40/custom,").next().text()).startsWith("40/custom,");
      assertThat(socket.next().text()).startsWith("42/custom,");
      assertThat(socket.say("40/slow,").say("40/four,").next().text())
          .isEqualTo("44/four,{\"message\":\"Too many namespaces: leave one first\"}");
    }
  }

  @Test
  void whoDoesNotConnectInTimeIsClosed() {
    try (RawWebSocket socket = open()) {
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "4",
        "47",
        "42{}",
        "42[]",
        "42",
        "42abc[\"x\"]",
        "42[{}]",
        "42[\"connect\"]",
        "42[\"disconnect\"]",
        "42[\"x\"",
        "42[\"x\"]]",
        "43[1]",
        "431",
        "431{}",
        "44{\"message\":\"x\"}",
        "41[1]",
        "40[1]",
        "40",
        "45[\"x\"]",
        "453-[\"x\"]",
        "4599999999999999999999-[\"x\"]",
        "42/custom,[\"x\"]",
        "42/nowhere,[\"x\"]",
        "41/custom,",
        "421234567890123456[\"x\"]"
      })
  void whatIsNoPacketClosesTheConnection(String packet) {
    try (RawWebSocket socket = connected()) {
      assertThat(socket.say(packet).next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    await().untilAsserted(() -> assertThat(server.counts().clients()).isZero());
  }

  @Test
  void anEventBeforeAConnectClosesTheConnection() {
    try (RawWebSocket socket = open()) {
      assertThat(socket.say("42[\"message\"]").next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
  }

  @Test
  void echoesTextAndAcks() {
    try (RawWebSocket socket = connected()) {
      assertThat(socket.say("42[\"message\",1,\"2\",{\"3\":[true]}]").next().text())
          .isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
      assertThat(socket.say("42456[\"message-with-ack\",1,{\"3\":[false]}]").next().text())
          .isEqualTo("43456[1,{\"3\":[false]}]");
      assertThat(socket.say("420[\"message-with-ack\"]").next().text()).isEqualTo("430[]");
    }
  }

  @Test
  void echoesAttachments() {
    try (RawWebSocket socket = connected()) {
      String placeholders = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
      socket.say("452-789[\"message-with-ack\",%s]".formatted(placeholders));
      socket.frame(true, RawWebSocket.BINARY, new byte[] {1, 2, 3});
      socket.frame(true, RawWebSocket.BINARY, new byte[] {4, 5});
      assertThat(socket.next().text()).isEqualTo("462-789[%s]".formatted(placeholders));
      assertThat(socket.next().payload().getBytes()).containsExactly(1, 2, 3);
      assertThat(socket.next().payload().getBytes()).containsExactly(4, 5);
    }
  }

  @Test
  void attachmentsInTheWrongOrderCloseTheConnection() {
    try (RawWebSocket socket = connected()) {
      assertThat(socket.frame(true, RawWebSocket.BINARY, new byte[] {1}).next().opcode())
          .isEqualTo(RawWebSocket.CLOSE);
    }
    try (RawWebSocket socket = connected()) {
      socket.say("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
      assertThat(socket.say("42[\"message\"]").next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    try (RawWebSocket socket = connected()) {
      socket.say("451-[\"message\",{\"_placeholder\":true,\"num\":1}]");
      assertThat(socket.frame(true, RawWebSocket.BINARY, new byte[] {1}).next().opcode())
          .isEqualTo(RawWebSocket.CLOSE);
    }
  }

  @Test
  void attachmentsThatAreTooLargeCloseTheConnection() {
    try (RawWebSocket socket = connected()) {
      socket.say("452-[\"message\",{\"_placeholder\":true,\"num\":0}]");
      socket.frame(true, RawWebSocket.BINARY, new byte[60]);
      assertThat(socket.frame(true, RawWebSocket.BINARY, new byte[60]).next().opcode())
          .isEqualTo(RawWebSocket.CLOSE);
    }
  }

  @Test
  void theClientLeavesANamespaceAndStaysInTheOther() {
    try (RawWebSocket socket = guarded()) {
      assertThat(socket.say("40").next().text()).startsWith("40{");
      assertThat(socket.next().text()).isEqualTo("42[\"auth\",{}]");
      socket.say("41/guarded,").say("42[\"message\",1]");
      assertThat(socket.next().text()).isEqualTo("42[\"message-back\",1]");
      assertThat(gone).containsExactly(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
      socket.say("40/guarded,{\"token\":\"good\"}");
      assertThat(socket.next().text()).startsWith("40/guarded,");
    }
  }

  @Test
  void theServerEndsANamespaceAndIgnoresWhatWasOnItsWay() {
    try (RawWebSocket socket = guarded()) {
      sockets.get(0).disconnect();
      assertThat(socket.next().text()).isEqualTo("41/guarded,");
      await()
          .untilAsserted(
              () -> assertThat(gone).containsExactly(DisconnectReason.SERVER_NAMESPACE_DISCONNECT));
      socket.say("42/guarded,[\"late\"]").say("40/guarded,{\"token\":\"good\"}");
      assertThat(socket.next().text()).startsWith("40/guarded,{\"sid\":");
    }
  }

  @Test
  void theServerClosesTheConnection() {
    try (RawWebSocket socket = guarded()) {
      sockets.get(0).closeConnection();
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    await().untilAsserted(() -> assertThat(gone).containsExactly(DisconnectReason.FORCED_CLOSE));
  }

  @Test
  void stoppingClosesTheTransportSoThatClientsComeBack() {
    try (RawWebSocket socket = guarded()) {
      Void unused = Await.result(server.close());
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    assertThat(gone).containsExactly(DisconnectReason.SERVER_SHUTDOWN);
    assertThat(server.counts().sockets()).isZero();
  }

  @Test
  void asksForAcksAndKnowsWhenNoneComes() {
    try (RawWebSocket socket = guarded()) {
      SocketIoSocket peer = sockets.get(0);
      EncodedEvent question = EncodedEvent.ofJson("/guarded", "ask", Buffer.buffer("{\"a\":1}"));
      var answered = peer.emitWithAck(question, Duration.ofSeconds(10));
      assertThat(socket.next().text()).isEqualTo("42/guarded,0[\"ask\",{\"a\":1}]");
      socket.say("43/guarded,99[]").say("43/guarded,0[\"yes\",2]").say("43/guarded,0[\"no\"]");
      await().until(answered::isComplete);
      assertThat(answered.result()).hasToString("[\"yes\", 2]");

      var late = peer.emitWithAck(question, Duration.ofMillis(50));
      await().until(late::isComplete);
      assertThat(((AckFailure) late.cause()).kind()).isEqualTo(AckFailure.Cause.TIMED_OUT);

      var lost = peer.emitWithAck(question, Duration.ofSeconds(10));
      var also = peer.emitWithAck(question, Duration.ofSeconds(10));
      var many = peer.emitWithAck(question, Duration.ofSeconds(10));
      await().until(many::isComplete);
      assertThat(((AckFailure) many.cause()).kind()).isEqualTo(AckFailure.Cause.TOO_MANY);
      socket.say("41/guarded,");
      await().until(() -> lost.isComplete() && also.isComplete());
      assertThat(((AckFailure) lost.cause()).kind()).isEqualTo(AckFailure.Cause.DISCONNECTED);
      assertThat(peer.emitWithAck(question, Duration.ofSeconds(1)).otherwiseEmpty()).isNotNull();
    }
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    server.of("/guarded").onConnection(SocketIoServerTest::listenBadly);
    try (RawWebSocket socket = open()) {
      assertThat(socket.say("40/guarded,{\"token\":\"good\"}").next().text()).startsWith("40");
      socket.say("42/guarded,[\"any\"]").say("42/guarded,7[\"fine\"]");
      assertThat(socket.next().text()).isEqualTo("43/guarded,7[[1]]");
    }
  }

  private static void listenBadly(SocketIoSocket socket) {
    socket.onOther(
        event -> {
          throw new IllegalStateException("broken");
        });
    socket.on("fine", event -> event.ack().sendJson(Buffer.buffer("[1]")));
  }
}
