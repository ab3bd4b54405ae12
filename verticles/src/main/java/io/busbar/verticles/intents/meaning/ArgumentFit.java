package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.language.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fits an argument to the schema of the device's own catalog. */
final class ArgumentFit {
  private static final double LARGEST_WHOLE = 1e9;

  private ArgumentFit() {}

  /** The payload as the command takes it; empty when it takes no such value. */
  static Optional<Fields> fit(CommandDef command, Fields payload) {
    Fields properties =
        Objects.requireNonNullElse(command.payloadSchema(), Fields.EMPTY).object("properties");
    Fields fitted = Fields.EMPTY;
    for (Map.Entry<String, @Nullable Object> argument : payload.values().entrySet()) {
      String name = nameOf(argument.getKey(), properties);
      Optional<Object> value = value(argument.getValue(), properties.object(name));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      fitted = fitted.with(name, value.get());
    }
    return Optional.of(fitted);
  }

  /** A driver may call the only argument of a command by another name. */
  private static String nameOf(String natural, Fields properties) {
    boolean renamed = !properties.has(natural) && properties.values().size() == 1;
    return renamed ? properties.values().keySet().iterator().next() : natural;
  }

  private static Optional<Object> value(@Nullable Object value, Fields schema) {
    List<?> choices = schema.list("enum");
    if (!choices.isEmpty()) {
      return choices.stream()
          .filter(choice -> isSame(choice, value))
          .<Object>map(choice -> choice)
          .findFirst();
    }
    if (!(value instanceof Number number)) {
      return takes(schema, "string") ? Optional.ofNullable(value) : Optional.empty();
    }
    double is = number.doubleValue();
    boolean inside =
        is >= bound(schema, "minimum", -LARGEST_WHOLE)
            && is <= bound(schema, "maximum", LARGEST_WHOLE);
    return inside ? Optional.of(plain(is, "integer".equals(schema.get("type")))) : Optional.empty();
  }

  private static boolean takes(Fields schema, String type) {
    Object types = schema.get("type");
    return types == null || types.equals(type) || (types instanceof List<?> l && l.contains(type));
  }

  private static boolean isSame(Object choice, @Nullable Object value) {
    if (choice instanceof Number one && value instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    String wanted = String.join("", Tokens.of(String.valueOf(value)));
    return !wanted.isEmpty() && wanted.equals(String.join("", Tokens.of(String.valueOf(choice))));
  }

  private static double bound(Fields schema, String key, double otherwise) {
    return schema.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static Object plain(double value, boolean whole) {
    double rounded = whole ? Math.rint(value) : value;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < LARGEST_WHOLE
        ? (Object) (int) rounded
        : (Object) rounded;
  }
}
