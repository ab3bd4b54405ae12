package io.busbar.drivers.discovery.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expressions made of others. */
final class Operators {
  private Operators() {}

  static Expression either(Expression left, Expression right) {
    return run -> {
      Object value = left.evaluate(run);
      return Values.isTrue(value) ? value : right.evaluate(run);
    };
  }

  static Expression both(Expression left, Expression right) {
    return run -> {
      Object value = left.evaluate(run);
      return Values.isTrue(value) ? right.evaluate(run) : value;
    };
  }

  static Expression not(Expression operand) {
    return run -> !Values.isTrue(operand.evaluate(run));
  }

  static Expression choice(Expression condition, Expression then, Expression otherwise) {
    return run ->
        Values.isTrue(condition.evaluate(run)) ? then.evaluate(run) : otherwise.evaluate(run);
  }

  static Expression negated(Expression operand) {
    return run -> Arithmetic.negate(operand.evaluate(run));
  }

  static Expression arithmetic(String operator, Expression left, Expression right) {
    return run -> Arithmetic.compute(run, operator, left.evaluate(run), right.evaluate(run));
  }

  static Expression joined(Expression left, Expression right) {
    return run -> {
      String text = Values.text(run, left.evaluate(run));
      String more = Values.text(run, right.evaluate(run));
      run.text((long) text.length() + more.length());
      return text + more;
    };
  }

  static Expression compared(String operator, Expression left, Expression right) {
    return run -> compare(run, operator, left.evaluate(run), right.evaluate(run));
  }

  static boolean compare(
      Evaluation run, String operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case "==" -> Values.equal(run, left, right);
      case "!=" -> !Values.equal(run, left, right);
      case "<" -> Values.compare(run, left, right) < 0;
      case "<=" -> Values.compare(run, left, right) <= 0;
      case ">" -> Values.compare(run, left, right) > 0;
      case ">=" -> Values.compare(run, left, right) >= 0;
      case "in" -> Values.contains(run, right, left);
      default -> !Values.contains(run, right, left);
    };
  }

  static Expression list(List<Expression> items) {
    return run -> Values.all(run, items);
  }

  static Expression object(Map<Expression, Expression> entries) {
    return run -> {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (Map.Entry<Expression, Expression> entry : entries.entrySet()) {
        String key = Values.text(run, entry.getKey().evaluate(run));
        object.put(key, entry.getValue().evaluate(run));
      }
      return object;
    };
  }

  static Expression item(Expression of, Expression key) {
    return run -> pick(run, of.evaluate(run), key.evaluate(run));
  }

  static @Nullable Object pick(Evaluation run, @Nullable Object of, @Nullable Object key) {
    run.step();
    if (of instanceof Map<?, ?> map) {
      Object name = key instanceof String ? key : Values.shown(key);
      return map.containsKey(name) ? map.get(name) : Absent.ABSENT;
    }
    if (of instanceof Namespace space && key instanceof String name) {
      return space.get(name);
    }
    if (of == Absent.ABSENT) {
      throw Trouble.missing("what '%s' is asked of".formatted(Values.shown(key)));
    }
    if (key instanceof Number && of instanceof List<?> list) {
      int at = place(key, list.size());
      return at >= 0 && at < list.size() ? list.get(at) : Absent.ABSENT;
    }
    if (key instanceof Number && of instanceof String text) {
      int at = place(key, text.length());
      return at >= 0 && at < text.length() ? text.substring(at, at + 1) : Absent.ABSENT;
    }
    return Absent.ABSENT;
  }

  static Expression slice(Expression of, Expression from, Expression to) {
    return run -> {
      Object value = of.evaluate(run);
      int size = value instanceof List<?> list ? list.size() : text(value).length();
      int begin = bound(from.evaluate(run), size, 0);
      int end = Math.max(begin, bound(to.evaluate(run), size, size));
      run.text(end - begin);
      return value instanceof List<?> list
          ? list.subList(begin, end)
          : text(value).substring(begin, end);
    };
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw value == Absent.ABSENT
        ? Trouble.missing("a text")
        : Trouble.value("%s has no parts".formatted(Values.shown(value)));
  }

  private static int bound(@Nullable Object given, int size, int otherwise) {
    return given == null ? otherwise : Math.min(Math.max(place(given, size), 0), size);
  }

  private static int place(@Nullable Object key, int size) {
    int at = Values.index(key, -Evaluation.MAX_TEXT, 4 * Evaluation.MAX_TEXT);
    return at < 0 ? size + at : at;
  }
}
