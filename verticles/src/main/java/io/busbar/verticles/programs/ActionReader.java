package io.busbar.verticles.programs;

import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a program does (spec 9.5); single steps are left to {@link StepReader}. */
final class ActionReader {
  private static final Duration MAX_DELAY = Duration.ofHours(24);
  private static final int MAX_DELAY_MS = 86_400_000;
  private static final int MAX_ROUNDS = 10_000;

  private final ConditionReader conditions;
  private final StepReader steps;

  ActionReader(ConditionReader conditions, Set<String> allowedHosts) {
    this.conditions = conditions;
    this.steps = new StepReader(new UrlRules(allowedHosts));
  }

  List<Action> list(Part parent, String... keys) {
    return list(parent, new Place(1, 1), keys);
  }

  /** How deep an action lies, and how often it may be repeated by those around it. */
  private record Place(int depth, long rounds) {
    Place within(int count) {
      return new Place(depth + 1, rounds * count);
    }
  }

  private List<Action> list(Part parent, Place place, String... keys) {
    List<Action> actions = new ArrayList<>();
    if (!parent.has(keys)
        || !parent.findings().allowsDepth(place.depth(), parent.pathOf(parent.spelling(keys)))) {
      return actions;
    }
    for (Part part : parent.parts(Integer.MAX_VALUE, keys)) {
      if (!parent.findings().oneMoreAction(part.path())) {
        return actions;
      }
      read(part, place).ifPresent(actions::add);
    }
    return actions;
  }

  private Optional<? extends Action> read(Part part, Place place) {
    String type = part.word("type").orElseGet(() -> guessed(part));
    return switch (type) {
      case "device", "command" -> steps.device(part);
      case "delay", "wait", "pause" -> delay(part);
      case "parallel" -> parallel(part, place);
      case "if", "choose" -> condition(part, place);
      case "repeat", "loop" -> repeat(part, place);
      case "program", "scene", "sequence", "script", "run_program" -> steps.program(part);
      case "http", "request" -> steps.http(part);
      case "mqtt" -> steps.mqtt(part);
      case "notify", "notification" -> steps.notification(part);
      case "remote_source", "source" -> steps.remoteSource(part);
      case "ir", "infrared" -> steps.infrared(part);
      default -> unknown(part);
    };
  }

  /** An action without a type, or with none that can be read. */
  private static String guessed(Part part) {
    if (part.has("type")) {
      return "";
    }
    if (part.has("command")) {
      return "device";
    }
    return part.has("programId", "sceneId") ? "program" : "";
  }

  private static Optional<Action> unknown(Part part) {
    part.fault(
        "type",
        "must be device, delay, parallel, if, repeat, program, ir, http, mqtt, notify or"
            + " remote_source");
    return Optional.empty();
  }

  private static Optional<Action> delay(Part part) {
    Duration delay =
        part.has("ms", "delayMs", "milliseconds")
            ? Duration.ofMillis(part.whole(0, MAX_DELAY_MS, 0, "ms", "delayMs", "milliseconds"))
            : part.duration(MAX_DELAY, "duration", "for", "delay", "seconds");
    if (!part.has("ms", "delayMs", "milliseconds", "duration", "for", "delay", "seconds")) {
      part.fault("ms", "is missing");
    }
    return Optional.of(new Action.Delay(part.path(), delay));
  }

  private Optional<Action> parallel(Part part, Place place) {
    requireNotEmpty(part, "actions");
    List<Action> actions = list(part, place.within(1), "actions");
    return Optional.of(
        new Action.Parallel(part.path(), actions, part.flag(false, "continueOnError")));
  }

  private Optional<Action> condition(Part part, Place place) {
    requireNotEmpty(part, "conditions", "condition", "if");
    if (!part.has("then", "actions", "else", "otherwise")) {
      part.fault("then", "is missing");
    }
    List<Condition> asked = conditions.list(part, 1, "conditions", "condition", "if");
    List<Action> then = list(part, place.within(1), "then", "actions");
    List<Action> otherwise = list(part, place.within(1), "else", "otherwise");
    return Optional.of(new Action.If(part.path(), asked, then, otherwise));
  }

  private Optional<Action> repeat(Part part, Place place) {
    requireNotEmpty(part, "actions");
    List<Condition> holds = conditions.list(part, 1, "while", "conditions");
    if (!part.has("count", "times", "while", "conditions")) {
      part.fault("count", "is missing; give count, while or both");
    }
    int count = part.whole(1, MAX_ROUNDS, holds.isEmpty() ? 1 : MAX_ROUNDS, "count", "times");
    Place inside = place.within(count);
    if (inside.rounds() > MAX_ROUNDS && place.rounds() <= MAX_ROUNDS && place.rounds() > 1) {
      part.fault(
          part.spelling("count", "times"),
          "makes %d rounds with those around it; %d are allowed"
              .formatted(inside.rounds(), MAX_ROUNDS));
    }
    return Optional.of(new Action.Repeat(part.path(), count, holds, list(part, inside, "actions")));
  }

  private static void requireNotEmpty(Part part, String... keys) {
    Object value = part.value(keys);
    if (value == null) {
      part.fault(keys[0], "is missing");
    } else if (value instanceof List<?> list && list.isEmpty()) {
      part.fault(part.spelling(keys), "must not be empty");
    }
  }
}
