package io.busbar.verticles.urlhooks;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a query as what a command's schema wants. */
final class QueryArguments {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");
  private static final List<String> TYPES =
      List.of("boolean", "integer", "number", "string", "array", "object", "null");

  private QueryArguments() {}

  /**
   * A value the schema says nothing of is a number or a boolean when it looks like one. One that
   * does not fit its type stays a text: the check of the command says so with its place.
   *
   * @param schema the command's; null: nothing is known
   */
  static Fields read(Fields query, @Nullable Fields schema) {
    Fields properties = schema == null ? Fields.EMPTY : schema.object("properties");
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    query
        .values()
        .forEach(
            (name, text) ->
                read.put(
                    name,
                    text instanceof String said ? value(said, properties.object(name)) : text));
    return new Fields(read);
  }

  private static @Nullable Object value(String text, Fields schema) {
    List<String> types = types(schema);
    if (types.isEmpty()) {
      return guessed(text);
    }
    for (String type : TYPES) {
      Object value = types.contains(type) ? as(type, text) : null;
      if (value != null) {
        return value;
      }
    }
    return text;
  }

  private static List<String> types(Fields schema) {
    Object type = schema.get("type");
    if (type instanceof String one) {
      return List.of(one);
    }
    return schema.list("type").stream().map(String::valueOf).toList();
  }

  private static @Nullable Object as(String type, String text) {
    return switch (type) {
      case "boolean" -> flag(text);
      case "integer", "number" -> number(text);
      case "string" -> text;
      case "array" -> list(text);
      case "object" -> object(text);
      default -> null;
    };
  }

  private static @Nullable Object guessed(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    Object number = number(text);
    return number == null ? text : number;
  }

  private static @Nullable Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default -> null;
    };
  }

  private static @Nullable Object number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    double value = Double.parseDouble(text);
    boolean whole = !text.contains(".");
    return whole ? (Object) Long.valueOf(text) : (Object) value;
  }

  private static Object list(String text) {
    return Arrays.stream(text.split(",", -1)).map(QueryArguments::guessed).toList();
  }

  private static @Nullable Object object(String text) {
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (HubFailure e) {
      return null;
    }
  }
}
