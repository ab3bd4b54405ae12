package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.conformance.Transcript.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Plays the hub of one transcript against a driver that connects to it, over WebSocket. */
public final class KitReplay {
  /** The transport whose steps this plays. */
  public static final String TRANSPORT = "websocket";

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration PONG = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(5);
  private static final int NORMAL = 1000;

  private final KitServer server;
  private final Matcher matcher = new Matcher();
  private final Map<String, KitConnection> connections = new HashMap<>();
  private KitConnection newest;

  /** A driver to be started. */
  @FunctionalInterface
  public interface Kit {
    /** Starts the driver, and lets it connect to this address. */
    Running start(URI hub);
  }

  /** A driver that runs. */
  @FunctionalInterface
  public interface Running {
    /** Stops it, and returns when it has ended. */
    void stop();
  }

  private KitReplay(KitServer server) {
    this.server = server;
    this.newest = arrival(server);
    connections.put("a", newest);
  }

  /**
   * Plays a transcript from its first step to its last, and stops the driver.
   *
   * @throws AssertionError the driver did something else; the message names transcript and line
   */
  public static void play(Transcript transcript, Kit kit) {
    try (KitServer server = new KitServer()) {
      Running driver = kit.start(server.url());
      KitReplay replay;
      try {
        replay = new KitReplay(server);
        transcript.kitSteps(TRANSPORT).forEach(step -> replay.playNamed(transcript, step));
        replay.expectNoMore(transcript);
      } finally {
        driver.stop();
      }
      replay.expectGoodBye(transcript);
    }
  }

  private void playNamed(Transcript transcript, Step step) {
    try {
      if (step.json().has("do")) {
        act(step);
      } else if (step.text("from").equals("hub")) {
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
      case "silence" -> {
        Duration quiet = Duration.ofMillis(step.json().path("ms").asLong());
        requireNone(connection(step).next(quiet), "expected silence, got ");
      }
      case "ping" -> require(connection(step).ping(PONG), "no pong came");
      case "drop" -> {
        connection(step).drop();
        welcome(step);
      }
      case "connect" -> welcome(step);
      case "closed" -> checkClosed(step);
      default -> {} // what only a hub can be asked for
    }
  }

  private void welcome(Step step) {
    newest = arrival(server);
    connections.put(step.session(), newest);
  }

  private static KitConnection arrival(KitServer server) {
    return server.next(DEADLINE).orElseThrow(() -> new AssertionError("the driver did not come"));
  }

  private KitConnection connection(Step step) {
    KitConnection connection = connections.get(step.session());
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
    String text =
        connection(step).next(DEADLINE).orElseThrow(() -> new AssertionError("no frame came"));
    require(matcher.matches(step.json().path("frame"), parsed(text)), "got " + shortened(text));
  }

  private void checkClosed(Step step) {
    int code =
        connection(step).closed(DEADLINE).orElseThrow(() -> new AssertionError("it stayed open"));
    require(code == step.json().path("code").asInt(), "closed with " + code);
  }

  private void expectNoMore(Transcript transcript) {
    String where = "%s, after the last step: unexpected ".formatted(transcript);
    requireNone(newest.next(Duration.ZERO), where);
  }

  private void expectGoodBye(Transcript transcript) {
    int code = newest.closed(END).orElse(0);
    require(code == NORMAL, "%s: the driver ended with %d".formatted(transcript, code));
    requireNone(
        newest.next(Duration.ZERO), "%s, while it ended: unexpected ".formatted(transcript));
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static void requireNone(Optional<String> text, String problem) {
    require(text.isEmpty(), problem + shortened(text.orElse("")));
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
