package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.model.Expression;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what must be true (spec 9.5). */
final class ConditionReader {
  private static final int MAX_KEY = 256;
  private static final int MAX_EXPRESSION_READ = 65_536;

  private final ExpressionCompiler expressions;

  ConditionReader(ExpressionCompiler expressions) {
    this.expressions = expressions;
  }

  List<Condition> list(Part parent, int depth, String... keys) {
    List<Condition> conditions = new ArrayList<>();
    if (!parent.has(keys) || !parent.findings().allowsDepth(depth, parent.pathOf(keys[0]))) {
      return conditions;
    }
    for (Part part : parent.parts(Findings.MAX_CONDITIONS, keys)) {
      if (parent.findings().oneMoreCondition(part.path())) {
        read(part, depth).ifPresent(conditions::add);
      }
    }
    return conditions;
  }

  private Optional<? extends Condition> read(Part part, int depth) {
    Optional<String> type = part.word("type", "condition");
    if (type.isEmpty()) {
      part.require("type");
      return Optional.empty();
    }
    return switch (type.get()) {
      case "state", "device" -> state(part);
      case "numeric", "numeric_state" -> numeric(part);
      case "time" -> time(part);
      case "sun", "daylight" -> daylight(part);
      case "and", "all" -> Optional.of(new Condition.And(nested(part, depth)));
      case "or", "any" -> Optional.of(new Condition.Or(nested(part, depth)));
      case "not", "none" -> Optional.of(new Condition.Not(negated(nested(part, depth))));
      case "template", "expression", "cel" -> template(part);
      default -> unknown(part);
    };
  }

  private static Optional<Condition> unknown(Part part) {
    part.fault(
        part.spelling("type", "condition"),
        "must be state, numeric, time, sun, and, or, not or template");
    return Optional.empty();
  }

  private static Optional<Condition> state(Part part) {
    Optional<DeviceId> device = part.device("deviceId", "device", "entityId");
    Optional<String> key = part.neededText(MAX_KEY, "key", "field", "attribute", "stateKey");
    List<@Nullable Object> values = values(part);
    if (values.isEmpty()) {
      part.fault("value", "is missing; give the value, or several as a list");
    }
    if (device.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Condition.State(device.get(), key.get(), values));
  }

  private static List<@Nullable Object> values(Part part) {
    for (String spelling : List.of("value", "equals", "is", "state", "to", "anyOf", "in")) {
      if (part.fields().has(spelling)) {
        List<@Nullable Object> values = new ArrayList<>();
        if (part.fields().get(spelling) instanceof List<?> several) {
          values.addAll(several);
        } else {
          values.add(part.fields().get(spelling));
        }
        return values;
      }
    }
    return List.of();
  }

  private static Optional<Condition> numeric(Part part) {
    Optional<DeviceId> device = part.device("deviceId", "device", "entityId");
    Optional<String> key = part.neededText(MAX_KEY, "key", "field", "attribute", "stateKey");
    Borders borders = Borders.read(part);
    if (device.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition.Numeric(device.get(), key.get(), borders.above(), borders.below()));
  }

  private static Optional<Condition> time(Part part) {
    if (!part.has("after", "from", "before", "to", "until", "days", "weekdays", "weekday", "day")) {
      part.fault("after", "is missing; give after, before, days or several of them");
    }
    Optional<LocalTime> after = part.time("after", "from");
    Optional<LocalTime> before = part.time("before", "to", "until");
    Set<DayOfWeek> days = part.days();
    return Optional.of(new Condition.Time(after.orElse(null), before.orElse(null), days));
  }

  private static Optional<Condition> daylight(Part part) {
    Optional<String> where = part.word("is", "state", "value", "sun");
    part.require("is", "state", "value", "sun");
    if (where.isEmpty()) {
      return Optional.empty();
    }
    return switch (where.get()) {
      case "up", "day", "above_horizon" -> Optional.of(new Condition.Daylight(true));
      case "down", "night", "below_horizon" -> Optional.of(new Condition.Daylight(false));
      default -> {
        part.fault(part.spelling("is", "state", "value", "sun"), "must be up or down");
        yield Optional.empty();
      }
    };
  }

  private List<Condition> nested(Part part, int depth) {
    if (!part.has(nestedKey(part), "conditions", "of")) {
      part.fault("conditions", "is missing");
    }
    List<Condition> nested = list(part, depth + 1, nestedKey(part), "conditions", "of");
    if (part.value("conditions", "of") instanceof List<?> none && none.isEmpty()) {
      part.fault(part.spelling("conditions", "of"), "must not be empty");
    }
    return nested;
  }

  /** {@code condition} may be the type in words, as well as what is negated. */
  private static String nestedKey(Part part) {
    return part.value("condition") instanceof String ? "conditions" : "condition";
  }

  private static Condition negated(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : new Condition.And(conditions);
  }

  private Optional<Condition> template(Part part) {
    String[] spellings = {"expression", "template", "cel", "value"};
    Optional<String> text = part.neededText(MAX_EXPRESSION_READ, spellings);
    String key = part.spelling(spellings);
    return text.flatMap(expression -> compiled(part, key, expression));
  }

  private Optional<Condition> compiled(Part part, String key, String text) {
    try {
      Expression expression = expressions.compile(text);
      expression
          .devices()
          .forEach(
              id -> part.findings().names(Reference.Kind.DEVICE, id.value(), part.pathOf(key)));
      return Optional.of(new Condition.Template(expression));
    } catch (HubFailure fault) {
      part.fault(key, "does not compile: " + fault.message());
      return Optional.empty();
    }
  }
}
