package io.busbar.drivers.discovery.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter, function, test or method is called with. */
record Arguments(List<? extends @Nullable Object> given, Map<String, @Nullable Object> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /** The argument at a place or of a name; {@link Absent} when it was not given. */
  @Nullable Object get(int index, String name) {
    if (index < given.size()) {
      return given.get(index);
    }
    return named.containsKey(name) ? named.get(name) : Absent.ABSENT;
  }

  /** An argument that must be given. */
  @Nullable Object need(int index, String name) {
    Object value = get(index, name);
    if (value == Absent.ABSENT) {
      throw Trouble.value("the argument '%s' is missing".formatted(name));
    }
    return value;
  }

  @Nullable Object or(int index, String name, @Nullable Object otherwise) {
    Object value = get(index, name);
    return value == Absent.ABSENT ? otherwise : value;
  }

  /** How arguments are written in a template. */
  record Written(List<Expression> given, Map<String, Expression> named) {
    static final Written NONE = new Written(List.of(), Map.of());

    Arguments evaluate(Evaluation run) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      named.forEach((name, value) -> values.put(name, value.evaluate(run)));
      return new Arguments(Values.all(run, given), values);
    }
  }
}
