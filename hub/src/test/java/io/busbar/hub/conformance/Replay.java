package io.busbar.hub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import io.busbar.hub.testing.HubClient;
import io.busbar.hub.testing.HubClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Plays the driver of a transcript against a running hub, and an app beside it. */
final class Replay implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String DRIVER_KEY = "SAMPLE_LAMP";
  private static final String FIRST = "a";

  private final String http;
  private final HubClient app;
  private final EventFeed feed;
  private final ExecutorService commanding = Executors.newCachedThreadPool();
  private final Matching matching = new Matching();
  private final Map<String, DriverConnection> connections = new HashMap<>();
  private final Deque<Future<Answer>> commands = new ArrayDeque<>();

  Replay(String http, HubClient app) throws Exception {
    this.http = http;
    this.app = app;
    this.feed = EventFeed.open(http, app);
  }

  /** Fails with the number and text of the first step that differs. */
  void play(Transcript transcript) {
    int number = 1;
    for (JsonNode step : transcript.steps()) {
      try {
        play(step);
      } catch (Exception | AssertionError e) {
        String text = step.toString();
        throw new AssertionError(
            "%s, step %d differs: %s\n%s"
                .formatted(transcript, number, text.substring(0, Math.min(300, text.length())), e),
            e);
      }
      number++;
    }
  }

  @Override
  public void close() throws IOException {
    connections.values().forEach(DriverConnection::close);
    commanding.shutdownNow();
    feed.close();
  }

  private void play(JsonNode step) throws Exception {
    if (step.has("do")) {
      act(step);
      return;
    }
    DriverConnection connection = connection(step);
    if (step.path("from").asText().equals("hub")) {
      JsonNode expected = step.path("frame");
      JsonNode frame = connection.next(expected.path("event").asText());
      assertThat(matching.matches(expected, frame)).as("the hub sent %s", frame).isTrue();
      return;
    }
    connection.send(
        step.has("raw")
            ? matching.filled(step.path("raw")).asText()
            : Json.text(matching.filled(step.path("frame"))));
  }

  private void act(JsonNode step) throws Exception {
    switch (step.path("do").asText()) {
      case "command" -> command(step);
      case "outcome" -> outcome(step);
      case "device" -> awaitMatch(step, () -> device(step));
      case "state" -> awaitMatch(step, () -> device(step).path("state"));
      case "event" -> awaitEvent(step);
      case "silence" -> connection(step).assertSilence(step.path("ms").asLong());
      case "ping" -> connection(step).assertPong();
      case "drop" -> {
        connection(step).close();
        connect(session(step));
      }
      case "connect" -> connect(session(step));
      case "closed" -> connection(step).assertClosed(step.path("code").asInt());
      default -> throw new AssertionError("no such step");
    }
  }

  private void command(JsonNode step) throws IOException {
    String path = "/devices/" + device(step).path("id").asText() + "/command";
    Map<String, Object> body =
        Map.of("command", step.path("command"), "payload", matching.filled(step.path("payload")));
    commands.add(commanding.submit(() -> app.post(path, body)));
  }

  private void outcome(JsonNode step) throws Exception {
    Answer answer = commands.remove().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    boolean sent = answer.data().path("status").isTextual();
    boolean done = answer.status() == 200 && answer.data().path("success").asBoolean();
    String outcome = step.path("outcome").asText();
    boolean fits =
        switch (outcome) {
          case "completed" -> done && answer.data().path("status").asText().equals("completed");
          case "refused" -> !done && !sent;
          case "failed" -> !done;
          default -> throw new AssertionError("no such outcome");
        };
    assertThat(fits).as("%s ended as %s", outcome, answer).isTrue();
    assertThat(answer.body().path("message").asText()).contains(step.path("message").asText());
  }

  private JsonNode device(JsonNode step) throws IOException {
    return StreamSupport.stream(app.get("/devices").data().spliterator(), false)
        .filter(one -> one.path("driverKey").asText().equals(DRIVER_KEY))
        .filter(one -> one.path("externalId").equals(step.path("device")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the hub has no such device"));
  }

  private void awaitMatch(JsonNode step, Look look) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              JsonNode seen = look.look();
              assertThat(matching.matches(step.path("match"), seen))
                  .as("the hub shows %s", seen)
                  .isTrue();
            });
  }

  private void awaitEvent(JsonNode step) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(feed.events()).anyMatch(event -> isExpected(event, step)));
  }

  private boolean isExpected(JsonNode event, JsonNode step) {
    return event.path("type").equals(step.path("type"))
        && event.path("driverKey").asText().equals(DRIVER_KEY)
        && matching.matches(step.path("match"), event.path("payload"));
  }

  private DriverConnection connection(JsonNode step) throws Exception {
    if (connections.isEmpty()) {
      connect(FIRST);
    }
    return Objects.requireNonNull(connections.get(session(step)), "no such session");
  }

  private void connect(String session) throws Exception {
    connections.put(session, new DriverConnection(URI.create(http).getPort()));
  }

  private static String session(JsonNode step) {
    return step.path("session").asText(FIRST);
  }

  @FunctionalInterface
  private interface Look {
    JsonNode look() throws IOException;
  }
}
