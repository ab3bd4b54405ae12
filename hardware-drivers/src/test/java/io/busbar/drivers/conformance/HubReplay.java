package io.busbar.drivers.conformance;

import static io.busbar.drivers.conformance.Stage.parsed;
import static io.busbar.drivers.conformance.Stage.require;
import static io.busbar.drivers.conformance.Stage.shortened;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.drivers.conformance.Transcript.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Plays the driver of one transcript against a running hub, over WebSocket. */
public final class HubReplay {
  /** The transport whose steps this plays. */
  public static final String TRANSPORT = "websocket";

  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final Set<String> PASSED_OVER = Set.of("PING", "DRIVER_STATUS");

  private final URI url;
  private final HubView hub;
  private final Stage<DriverConnection> stage = new Stage<>("driver");
  private final Deque<HubView.Issued> issued = new ArrayDeque<>();

  private HubReplay(URI url, HubView hub) {
    this.url = url;
    this.hub = hub;
  }

  /**
   * Plays a transcript from its first step to its last.
   *
   * @param url the hub's driver WebSocket
   * @throws AssertionError the hub did something else; the message names transcript and line
   */
  public static void play(Transcript transcript, URI url, HubView hub) {
    HubReplay replay = new HubReplay(url, hub);
    try {
      replay.stage.put("a", new DriverConnection(url));
      for (Step step : transcript.hubSteps(TRANSPORT)) {
        replay.stage.play(transcript, step, replay::act, replay::expect);
      }
    } finally {
      replay.stage.wires().forEach(DriverConnection::close);
    }
  }

  private void act(Step step) {
    switch (step.text("do")) {
      case "command" ->
          issued.add(
              hub.command(
                  step.text("device"),
                  step.text("command"),
                  stage.filled(step.json().path("payload"))));
      case "outcome" -> checkOutcome(step);
      case "device" -> until(step, () -> hub.device(step.text("device")));
      case "state" -> until(step, () -> hub.state(step.text("device")));
      case "event" -> untilEvent(step);
      case "silence" -> silence(step);
      case "ping" -> stage.checkPong(step);
      case "drop" -> {
        stage.wire(step).drop();
        stage.put(step.session(), new DriverConnection(url));
      }
      case "connect" -> stage.put(step.session(), new DriverConnection(url));
      case "closed" -> stage.checkClosed(step);
      default -> throw new AssertionError("an unknown step");
    }
  }

  private void expect(Step step) {
    JsonNode expected = step.json().path("frame");
    String event = expected.path("event").asText();
    while (true) {
      String text = stage.nextFrame(step);
      JsonNode actual = parsed(text);
      String came = actual.path("event").asText();
      if (PASSED_OVER.contains(came) && !came.equals(event)) {
        continue;
      }
      require(stage.matches(expected, actual), "got " + shortened(text));
      return;
    }
  }

  private void checkOutcome(Step step) {
    HubView.Outcome outcome = issued.remove().end();
    require(
        outcome.kind().equals(step.text("outcome"))
            && outcome.message().contains(step.text("message")),
        "it ended with " + outcome);
  }

  private void until(Step step, Supplier<JsonNode> view) {
    JsonNode expected = step.json().path("match");
    JsonNode last = awaited(view, actual -> stage.matches(expected, actual));
    require(stage.matches(expected, last), "it is " + shortened(last.toString()));
  }

  private void untilEvent(Step step) {
    JsonNode expected = step.json().path("match");
    JsonNode last =
        awaited(
            () -> hub.events(step.text("type"), step.text("device")),
            all -> anyMatches(expected, all));
    require(anyMatches(expected, last), "published were " + shortened(last.toString()));
  }

  private boolean anyMatches(JsonNode expected, JsonNode all) {
    for (JsonNode payload : all) {
      if (expected.isMissingNode() || stage.matches(expected, payload)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode awaited(Supplier<JsonNode> view, Predicate<JsonNode> enough) {
    Instant deadline = Instant.now().plus(Stage.DEADLINE);
    JsonNode last = view.get();
    while (!enough.test(last) && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(AGAIN.toNanos());
      last = view.get();
    }
    return last;
  }

  private void silence(Step step) {
    Instant end = Instant.now().plusMillis(step.json().path("ms").asLong());
    while (Instant.now().isBefore(end)) {
      Optional<String> text =
          stage.wire(step).inbox().nextMessage(Duration.between(Instant.now(), end));
      boolean quiet =
          text.isEmpty() || PASSED_OVER.contains(parsed(text.get()).path("event").asText());
      require(quiet, "expected silence, got " + shortened(text.orElse("")));
    }
  }
}
