package io.busbar.bridge.socketio.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.bridge.testing.RawWebSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do not read. */
final class SlowClientTest {
  private static final EncodedPackets MESSAGE = EncodedPackets.text("x".repeat(100_000));
  private static final EncodedPackets MARK = EncodedPackets.text("mark");

  private final Recorder recorder = new Recorder();
  private volatile OverflowPolicy.Outcome outcome = OverflowPolicy.Outcome.CLOSE;
  private final EngineServer server =
      EngineServer.create(
          EngineOptions.at("/engine.io/")
              .with(new EngineOptions.Limits(1_000_000, 50, 1 << 20, 100, Duration.ofSeconds(5)))
              .with((client, packets, bytes) -> outcome),
          recorder::accept);
  private final Door door = new Door("/engine.io/", server::mount);

  @AfterEach
  void close() {
    door.close();
  }

  private EngineSocket only() {
    await().until(() -> !recorder.opened.isEmpty());
    return recorder.opened.get(0);
  }

  private static void fill(EngineSocket socket) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              socket.send(MESSAGE);
              return !socket.isOpen() || !socket.isWritable();
            });
  }

  @Test
  void aWebSocketThatNeverReadsIsClosedAndOthersNoticeNothing() {
    try (RawWebSocket deaf = door.webSocket("")) {
      assertThat(deaf.next().text()).startsWith("0");
      EngineSocket socket = only();
      fill(socket);
      for (int i = 0; i < 60; i++) {
        socket.send(MESSAGE);
      }
      await()
          .untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.OVERFLOW));
      assertThat(server.counts().overflowed()).isEqualTo(1);
      try (RawWebSocket other = door.webSocket("")) {
        assertThat(other.next().text()).startsWith("0");
        assertThat(other.say("4x").next().text()).isEqualTo("4x");
      }
    }
  }

  @Test
  void aWebSocketThatReadsLaterIsToldAboutAndGetsWhatFitted() {
    outcome = OverflowPolicy.Outcome.DROP;
    try (RawWebSocket late = door.webSocket("")) {
      assertThat(late.next().text()).startsWith("0");
      EngineSocket socket = only();
      fill(socket);
      for (int i = 0; i < 60; i++) {
        socket.send(MESSAGE);
      }
      await().until(() -> server.counts().droppedPackets() > 0);
      assertThat(socket.isOpen()).isTrue();
      Thread marker = new Thread(() -> markOnceDrained(socket), "marker");
      marker.start();
      RawWebSocket.Frame got = late.next();
      while (!got.text().equals("4mark")) {
        assertThat(got.payload().length()).isEqualTo(100_001);
        got = late.next();
      }
      assertThat(recorder.drained).isNotEmpty();
      assertThat(socket.isOpen()).isTrue();
    }
  }

  /** The last message that fitted may be read before it is known that there is room again. */
  private void markOnceDrained(EngineSocket socket) {
    await().until(() -> !recorder.drained.isEmpty() && socket.isWritable());
    socket.send(MARK);
  }

  @Test
  void aPollingClientThatDoesNotPollHasItsLimitToo() {
    String sid = door.open();
    EngineSocket socket = only();
    for (int i = 0; i < 50; i++) {
      socket.send(MARK);
    }
    assertThat(socket.isOpen()).isTrue();
    assertThat(door.poll(sid).body().split("\u001e", -1)).hasSize(50);

    for (int i = 0; i < 51; i++) {
      socket.send(MARK);
    }
    await().untilAsserted(() -> assertThat(recorder.closed).containsExactly(CloseReason.OVERFLOW));
    assertThat(door.poll(sid).status()).isEqualTo(400);
  }

  @Test
  void aPollingClientIsWritableAgainOnceItHasPolled() {
    String sid = door.open();
    EngineSocket socket = only();
    socket.send(MESSAGE);
    await().until(() -> !socket.isWritable());

    assertThat(door.poll(sid).body()).hasSize(100_001);
    await().until(() -> socket.isWritable() && recorder.drained.size() == 1);
  }

  @Test
  void whoSendsWhileItIsWritableOverflowsNoWebSocket() {
    try (RawWebSocket reading = door.webSocket("")) {
      assertThat(reading.next().text()).startsWith("0");
      int sent = sendWhileWritable(only());
      for (int i = 0; i < sent; i++) {
        assertThat(reading.next().text()).isEqualTo("4mark");
      }
      await().until(() -> recorder.drained.size() == 1 && only().isWritable());
    }
  }

  @Test
  void whoSendsWhileItIsWritableOverflowsNoPollingClient() {
    String sid = door.open();
    int sent = sendWhileWritable(only());
    assertThat(door.poll(sid).body().split("\u001e", -1)).hasSize(sent);
    await().until(() -> recorder.drained.size() == 1 && only().isWritable());
  }

  /** All in one turn, so that nothing leaves meanwhile. */
  private static int sendWhileWritable(EngineSocket socket) {
    AtomicInteger sent = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    socket
        .context()
        .runOnContext(
            turn -> {
              while (socket.isWritable()) {
                socket.send(MARK);
                sent.incrementAndGet();
              }
              done.set(true);
            });
    await().untilTrue(done);
    assertThat(socket.isOpen()).isTrue();
    return sent.get();
  }

  @Test
  void oneMessageMayBeLargerThanWhatMayWait() {
    String sid = door.open();
    only().send(EncodedPackets.text("y".repeat(2 << 20)));
    assertThat(door.poll(sid).body()).hasSize((2 << 20) + 1);
  }
}
