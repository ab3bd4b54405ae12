package io.busbar.hub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of a driver, as the driver sees it. */
final class DriverConnection implements AutoCloseable, WebSocket.Listener {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int FRAME_LIMIT = 65_536;
  private static final String PASSED_OVER = "PING DRIVER_STATUS";

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> pongs = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DriverConnection(int port) throws Exception {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:%d/driver".formatted(port)), this)
            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  void send(String text) throws Exception {
    WebSocket unused = socket.sendText(text, true).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  /** The next frame; status frames and pings are passed over unless this event is one. */
  JsonNode next(String event) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    for (; ; ) {
      JsonNode frame = frames.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(frame).as("no frame within %s, expected %s", DEADLINE, event).isNotNull();
      if (frame != null && (!isPassedOver(frame) || event.equals(eventOf(frame)))) {
        return frame;
      }
    }
  }

  void assertSilence(long ms) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    @Nullable JsonNode frame;
    do {
      frame = frames.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (frame != null && isPassedOver(frame));
    assertThat(frame).as("the hub was to be silent").isNull();
  }

  void assertPong() throws Exception {
    WebSocket unused =
        socket.sendPing(ByteBuffer.allocate(4)).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(pongs.poll(5, TimeUnit.SECONDS)).as("pong").isTrue();
  }

  void assertClosed(int code) throws InterruptedException {
    assertThat(closed.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS))
        .as("close code")
        .isEqualTo(code);
  }

  /** Breaks it without a close frame. */
  @Override
  public void close() {
    socket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      received(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer content) {
    pongs.add(true);
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.add(code);
    return null;
  }

  private void received(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    try {
      frames.add(
          bytes > FRAME_LIMIT
              ? Json.MAPPER.createObjectNode().put("tooLarge", bytes)
              : Json.MAPPER.readTree(text));
    } catch (IOException e) {
      frames.add(Json.MAPPER.createObjectNode().put("notJson", text));
    }
  }

  private static boolean isPassedOver(JsonNode frame) {
    String event = eventOf(frame);
    return !event.isEmpty() && PASSED_OVER.contains(event);
  }

  private static String eventOf(JsonNode frame) {
    return frame.path("event").asText();
  }
}
