package io.busbar.drivers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.contracts.bus.Json;
import io.busbar.drivers.conformance.Transcript.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a replay has, whichever side it plays: a wire a session, and what steps have in common. */
final class Stage<W extends Wire> {
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Duration PONG = Duration.ofSeconds(5);
  private static final int MAX_SHOWN = 500;

  private final String role;
  private final Matcher matcher = new Matcher();
  private final Map<String, W> wires = new HashMap<>();

  /**
   * @param role whose frames this side sends
   */
  Stage(String role) {
    this.role = role;
  }

  void put(String session, W wire) {
    wires.put(session, wire);
  }

  Collection<W> wires() {
    return wires.values();
  }

  /** Plays a step: what is to be done, sent or expected; a problem names transcript and line. */
  void play(Transcript transcript, Step step, Consumer<Step> act, Consumer<Step> expect) {
    try {
      if (step.json().has("do")) {
        act.accept(step);
      } else if (step.text("from").equals(role)) {
        wire(step).send(sent(step));
      } else {
        expect.accept(step);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("%s, %s%n  %s".formatted(transcript, step, e.getMessage()), e);
    }
  }

  W wire(Step step) {
    W wire = wires.get(step.session());
    if (wire == null) {
      throw new AssertionError("there is no session " + step.session());
    }
    return wire;
  }

  String nextFrame(Step step) {
    return wire(step)
        .inbox()
        .nextMessage(DEADLINE)
        .orElseThrow(() -> new AssertionError("no frame came"));
  }

  JsonNode filled(JsonNode template) {
    return matcher.filled(template);
  }

  boolean matches(JsonNode expected, JsonNode actual) {
    return matcher.matches(expected, actual);
  }

  void checkPong(Step step) {
    wire(step).ping();
    require(wire(step).inbox().nextPong(PONG), "no pong came");
  }

  void checkClosed(Step step) {
    int code =
        wire(step)
            .inbox()
            .nextClose(DEADLINE)
            .orElseThrow(() -> new AssertionError("it stayed open"));
    require(code == step.json().path("code").asInt(), "closed with " + code);
  }

  private String sent(Step step) {
    JsonNode raw = step.json().path("raw");
    return raw.isTextual()
        ? matcher.filled(raw).asText()
        : matcher.filled(step.json().path("frame")).toString();
  }

  static JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static void require(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }

  static String shortened(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
  }
}
