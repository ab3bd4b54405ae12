package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.RawWebSocket;
import io.busbar.bridge.testing.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WebSocket transport, and the upgrade from polling to it. */
final class WebSocketTest {
  private static final int MAX = 100_000;

  private final Recorder recorder = new Recorder();
  private final EngineServer server =
      EngineServer.create(
          EngineOptions.at("/engine.io/")
              .with(new EngineOptions.Limits(MAX, 1000, 1 << 20, 100, Duration.ofSeconds(2))),
          recorder::accept);
  private final Door door = new Door("/engine.io/", server::mount);

  @AfterEach
  void close() {
    door.close();
  }

  private RawWebSocket connect() {
    int before = recorder.opened.size();
    RawWebSocket socket = door.webSocket("");
    assertThat(socket.next(RawWebSocket.TEXT).text()).startsWith("0{");
    await().until(() -> recorder.opened.size() > before);
    return socket;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void echoesTextAndBinary() {
    try (RawWebSocket socket = connect()) {
      assertThat(socket.say("4h\u20acllo").next().text()).isEqualTo("4h\u20acllo");
      byte[] bytes = {1, 2, 3, (byte) 0xff};
      Frame back = socket.frame(true, RawWebSocket.BINARY, bytes).next();
      assertThat(back.opcode()).isEqualTo(RawWebSocket.BINARY);
      assertThat(back.payload().getBytes()).isEqualTo(bytes);
    }
  }

  /** Heartbeats tell who is gone; what ends silent requests has no say in it. */
  @Test
  void outlivesTheTimeAfterWhichSilentRequestsEnd() throws InterruptedException {
    try (Door hasty = new Door("/engine.io/", server::mount, 1);
        RawWebSocket socket = hasty.webSocket("")) {
      assertThat(socket.next(RawWebSocket.TEXT).text()).startsWith("0{");
      Thread.sleep(2_500);
      assertThat(socket.say("4here").next().text()).isEqualTo("4here");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 124, 125, 126, 65_534, 65_535, 65_536, MAX - 1})
  void framesOfEveryLengthComeBackWhole(int length) {
    try (RawWebSocket socket = connect()) {
      String message = "4" + "x".repeat(length);
      assertThat(socket.say(message).next().text()).isEqualTo(message);
    }
  }

  @Test
  void aMessageSplitAtEveryByteIsTheSame() {
    byte[] message = utf8("4a\u20ac\ud83d\ude00z");
    try (RawWebSocket socket = connect()) {
      for (int cut = 0; cut <= message.length; cut++) {
        Frame back =
            socket
                .frame(false, RawWebSocket.TEXT, Arrays.copyOfRange(message, 0, cut))
                .frame(
                    true,
                    RawWebSocket.CONTINUATION,
                    Arrays.copyOfRange(message, cut, message.length))
                .next();
        assertThat(back.text()).as("cut at %d", cut).isEqualTo("4a\u20ac\ud83d\ude00z");
      }
    }
  }

  @Test
  void bytesOfFramesSplitAndGluedAtEveryBoundaryAreTheSame() {
    byte[] frames = twoFrames();
    try (RawWebSocket socket = connect()) {
      for (int cut = 0; cut <= frames.length; cut++) {
        socket.write(Arrays.copyOfRange(frames, 0, cut));
        socket.write(Arrays.copyOfRange(frames, cut, frames.length));
        assertThat(socket.next().text()).isEqualTo("4one");
        assertThat(socket.next().text()).isEqualTo("4two");
      }
    }
  }

  private static byte[] twoFrames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : new String[] {"4one", "4two"}) {
      out.write(0x81);
      out.write(0x80 | text.length());
      out.writeBytes(new byte[4]);
      out.writeBytes(utf8(text));
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "7x", "0", "2", "5", "\u20ac"})
  void whatIsNoPacketClosesTheSession(String packet) {
    try (RawWebSocket socket = connect()) {
      assertThat(socket.say(packet).next().closeCode()).isEqualTo(WebSocketLine.PROTOCOL_ERROR);
    }
    await()
        .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.PARSE_ERROR));
  }

  @Test
  void textThatIsNotUtf8AcrossFragmentsClosesWith1007() {
    try (RawWebSocket socket = connect()) {
      Frame back =
          socket
              .frame(false, RawWebSocket.TEXT, new byte[] {'4', (byte) 0xe2, (byte) 0x82})
              .frame(true, RawWebSocket.CONTINUATION, new byte[] {'x'})
              .next();
      assertThat(back.closeCode()).isEqualTo(WebSocketLine.NOT_UTF8);
    }
    await()
        .untilAsserted(
            () -> assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_ERROR));
    assertThat(recorder.said).isEmpty();
  }

  @Test
  void moreThanMaxPayloadClosesWith1009() {
    try (RawWebSocket socket = connect()) {
      Frame back = socket.say("4" + "x".repeat(MAX)).next();
      assertThat(back.closeCode()).isEqualTo(WebSocketLine.TOO_BIG);
    }
    try (RawWebSocket socket = connect()) {
      byte[] half = utf8("4" + "x".repeat(MAX / 2));
      Frame back =
          socket
              .frame(false, RawWebSocket.TEXT, half)
              .frame(false, RawWebSocket.CONTINUATION, half)
              .next();
      assertThat(back.closeCode()).isEqualTo(WebSocketLine.TOO_BIG);
    }
    try (RawWebSocket socket = connect()) {
      socket.announce(Integer.MAX_VALUE);
      assertThat(socket.next().closeCode()).isEqualTo(WebSocketLine.TOO_BIG);
    }
  }

  @Test
  void theClientClosesWithAPacketOrAFrameOrJustGoes() {
    try (RawWebSocket socket = connect()) {
      assertThat(socket.say("1").next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    try (RawWebSocket socket = connect()) {
      Frame back = socket.frame(true, RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8}).next();
      assertThat(back.opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    try (RawWebSocket gone = connect()) {
      assertThat(gone.say("4x").next().text()).isEqualTo("4x");
    }
    await().until(() -> recorder.closed.size() == 3);
    assertThat(recorder.closed).containsOnly(CloseReason.TRANSPORT_CLOSE);
    assertThat(server.counts().clients()).isZero();
  }

  @Test
  void framesOfOursAndPongsOfVertxDoNotTearEachOther() {
    byte[] word = utf8("still there?");
    String message = "4" + "m".repeat(3000);
    try (RawWebSocket socket = connect()) {
      for (int i = 0; i < 100; i++) {
        socket.say(message).frame(true, RawWebSocket.PING, word);
      }
      int messages = 0;
      int pongs = 0;
      while (messages + pongs < 200) {
        Frame frame = socket.next();
        boolean pong = frame.opcode() == RawWebSocket.PONG;
        assertThat(frame.text()).isEqualTo(pong ? "still there?" : message);
        pongs += pong ? 1 : 0;
        messages += pong ? 0 : 1;
      }
      assertThat(pongs).isEqualTo(100);
    }
  }

  @Test
  void theServerClosesAfterWhatWaits() {
    try (RawWebSocket socket = connect()) {
      EngineSocket session = recorder.opened.get(0);
      session.send(EncodedPackets.text("bye"));
      session.close();

      assertThat(socket.next().text()).isEqualTo("4bye");
      assertThat(socket.next().closeCode()).isEqualTo(WebSocketLine.NORMAL);
    }
    await()
        .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.FORCED_CLOSE));
  }

  @Test
  void upgradesWithoutLosingOrReorderingAPacket() {
    String sid = door.open();
    EngineSocket session = recorder.opened.get(0);
    session.send(EncodedPackets.text("1"));
    try (RawWebSocket socket = door.webSocket(sid)) {
      session.send(EncodedPackets.text("2"));
      assertThat(socket.say("2probe").next().text()).isEqualTo("3probe");
      assertThat(door.poll(sid).body()).isEqualTo("41\u001e42");
      assertThat(door.poll(sid).body()).isEqualTo("6");
      assertThat(door.poll(sid).body()).isEqualTo("6");
      session.send(EncodedPackets.text("3"));

      assertThat(socket.say("5").next().text()).isEqualTo("43");
      assertThat(door.poll(sid).status()).isEqualTo(400);
      assertThat(door.post(sid, "4x").status()).isEqualTo(400);
      assertThat(socket.say("4still here").next().text()).isEqualTo("4still here");
    }
    await()
        .untilAsserted(
            () -> assertThat(recorder.closed).containsExactly(CloseReason.TRANSPORT_CLOSE));
  }

  @Test
  void aProbeEndsThePollThatWaits() throws Exception {
    String sid = door.open();
    var poll = door.pollLater(sid).toCompletableFuture();
    Session session = (Session) recorder.opened.get(0);
    await().until(session::isPolled);
    try (RawWebSocket socket = door.webSocket(sid)) {
      assertThat(socket.say("2probe").next().text()).isEqualTo("3probe");
      await().until(poll::isDone);
      assertThat(poll.join().body()).isEqualTo("6");
    }
    assertThat(door.post(sid, "4x").body()).isEqualTo("ok");
    assertThat(door.poll(sid).body()).isEqualTo("4x");
  }

  @Test
  void aSecondWebSocketIsClosedAndTheFirstGoesOn() {
    String sid = door.open();
    try (RawWebSocket first = door.webSocket(sid)) {
      assertThat(first.say("2probe").next().text()).isEqualTo("3probe");
      try (RawWebSocket second = door.webSocket(sid)) {
        assertThat(second.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
      }
      first.say("5").say("4hello");
      assertThat(first.next().text()).isEqualTo("4hello");
      try (RawWebSocket third = door.webSocket(sid)) {
        assertThat(third.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
      }
      assertThat(first.say("4again").next().text()).isEqualTo("4again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "4hello", "2", "2probe!", "x"})
  void aProbeOfOtherPacketsIsClosedAndPollingGoesOn(String packet) {
    String sid = door.open();
    try (RawWebSocket socket = door.webSocket(sid)) {
      assertThat(socket.say(packet).next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    assertThat(door.post(sid, "4x").status()).isEqualTo(200);
    assertThat(door.poll(sid).body()).isEqualTo("4x");
    assertThat(recorder.said).containsExactly("x");
  }

  @Test
  void anUpgradeThatTakesTooLongIsGivenUp() {
    String sid = door.open();
    try (RawWebSocket socket = door.webSocket(sid)) {
      assertThat(socket.say("2probe").next().text()).isEqualTo("3probe");
      assertThat(socket.next().opcode()).isEqualTo(RawWebSocket.CLOSE);
    }
    assertThat(door.post(sid, "4x").status()).isEqualTo(200);
    assertThat(door.poll(sid).body()).isEqualTo("4x");
  }

  @Test
  void hundredsOfConnectsAndDisconnectsLeaveNothing() {
    for (int i = 0; i < 1000; i++) {
      door.webSocket("").close();
    }
    await().untilAsserted(() -> assertThat(server.counts().clients()).isZero());
    await().untilAsserted(() -> assertThat(recorder.closed).hasSameSizeAs(recorder.opened));
    try (RawWebSocket socket = connect()) {
      assertThat(socket.say("4x").next().text()).isEqualTo("4x");
    }
  }
}
