package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.conformance.Transcript.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Plays the driver of one transcript against a running hub, over WebSocket. */
public final class HubReplay {
  /** The transport whose steps this plays. */
  public static final String TRANSPORT = "websocket";

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration PONG = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final Set<String> PASSED_OVER = Set.of("PING", "DRIVER_STATUS");

  private final URI url;
  private final HubView hub;
  private final Matcher matcher = new Matcher();
  private final Map<String, DriverConnection> connections = new HashMap<>();
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
      replay.connections.put("a", new DriverConnection(url));
      for (Step step : transcript.hubSteps(TRANSPORT)) {
        replay.playNamed(transcript, step);
      }
    } finally {
      replay.connections.values().forEach(DriverConnection::close);
    }
  }

  private void playNamed(Transcript transcript, Step step) {
    try {
      if (step.json().has("do")) {
        act(step);
      } else if (step.text("from").equals("driver")) {
        connection(step).send(sent(step));
      } else {
        expect(step);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("%s, %s%n  %s".formatted(transcript, step, e.getMessage()), e);
    }
  }

  private void act(Step step) {
    switch (step.text("do")) {
      case "command" ->
          issued.add(
              hub.command(
                  step.text("device"),
                  step.text("command"),
                  matcher.filled(step.json().path("payload"))));
      case "outcome" -> checkOutcome(step);
      case "device" -> until(step, () -> hub.device(step.text("device")));
      case "state" -> until(step, () -> hub.state(step.text("device")));
      case "event" -> untilEvent(step);
      case "silence" -> silence(step);
      case "ping" -> require(connection(step).ping(PONG), "no pong came");
      case "drop" -> {
        connection(step).drop();
        connections.put(step.session(), new DriverConnection(url));
      }
      case "connect" -> connections.put(step.session(), new DriverConnection(url));
      case "closed" -> checkClosed(step);
      default -> throw new AssertionError("an unknown step");
    }
  }

  private DriverConnection connection(Step step) {
    DriverConnection connection = connections.get(step.session());
    if (connection == null) {
      throw new AssertionError("there is no session " + step.session());
    }
    return connection;
  }

  private String sent(Step step) {
    JsonNode raw = step.json().path("raw");
    return raw.isTextual()
        ? matcher.filled(raw).asText()
        : matcher.filled(step.json().path("frame")).toString();
  }

  private void expect(Step step) {
    JsonNode expected = step.json().path("frame");
    String event = expected.path("event").asText();
    while (true) {
      String text =
          connection(step).next(DEADLINE).orElseThrow(() -> new AssertionError("no frame came"));
      JsonNode actual = parsed(text);
      String came = actual.path("event").asText();
      if (PASSED_OVER.contains(came) && !came.equals(event)) {
        continue;
      }
      require(matcher.matches(expected, actual), "got " + shortened(text));
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
    JsonNode last = awaited(view, actual -> matcher.matches(expected, actual));
    require(matcher.matches(expected, last), "it is " + shortened(last.toString()));
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
      if (expected.isMissingNode() || matcher.matches(expected, payload)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode awaited(Supplier<JsonNode> view, Predicate<JsonNode> enough) {
    Instant deadline = Instant.now().plus(DEADLINE);
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
      Optional<String> text = connection(step).next(Duration.between(Instant.now(), end));
      boolean quiet =
          text.isEmpty() || PASSED_OVER.contains(parsed(text.get()).path("event").asText());
      require(quiet, "expected silence, got " + shortened(text.orElse("")));
    }
  }

  private void checkClosed(Step step) {
    int code =
        connection(step).closed(DEADLINE).orElseThrow(() -> new AssertionError("it stayed open"));
    require(code == step.json().path("code").asInt(), "closed with " + code);
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }

  private static String shortened(String text) {
    return text.length() > 500 ? text.substring(0, 500) + "..." : text;
  }
}
