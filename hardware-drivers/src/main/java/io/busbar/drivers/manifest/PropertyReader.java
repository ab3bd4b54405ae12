package io.busbar.drivers.manifest;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.integrations.IntegrationsContract.Option;
import io.busbar.contracts.integrations.IntegrationsContract.PropertyDef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code properties[]}: the setup form of a driver. */
final class PropertyReader {
  private static final int MAX_PROPERTIES = 64;
  private static final int MAX_OPTIONS = 200;
  private static final int MAX_DEFAULT = 8_192;
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final String KEY_HINT = "Use 1 to 64 of A-Z, a-z, 0-9, _ . - with a letter first.";
  private static final Set<String> NUMBERS = Set.of("number", "integer", "port");
  private static final Set<String> SECRETS = Set.of("password", "secret");
  private static final Set<String> TYPES =
      Set.of(
          "string",
          "number",
          "boolean",
          "password",
          "secret",
          "select",
          "integer",
          "ip",
          "url",
          "port",
          "text",
          "json");
  private static final Pattern TELLING = Pattern.compile("password|secret|token|api[_.-]?key");
  private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[_.-]+");

  private PropertyReader() {}

  static List<PropertyDef> read(Node manifest, Map<String, String> envMap) {
    List<PropertyDef> properties =
        manifest.each("properties", MAX_PROPERTIES, item -> property(item, envMap));
    manifest.distinct("properties", properties.stream().map(PropertyDef::key).toList());
    return properties;
  }

  private static PropertyDef property(Node item, Map<String, String> envMap) {
    String key = item.matching("key", KEY, KEY_HINT);
    String type = type(item);
    Double min = item.number("min");
    Double max = item.number("max");
    if (min != null && max != null && min > max) {
      item.fault("min", "is greater than max", "Swap them.");
    }
    List<Option> options = item.each("options", MAX_OPTIONS, PropertyReader::option);
    if (type.equals("select") && options.isEmpty()) {
      item.fault("options", "is required for type select", "Give [{\"value\", \"label\"}].");
    }
    String label = item.optional("label", Node.MAX_LABEL);
    return new PropertyDef(
        key,
        label == null ? key : label,
        type,
        item.flag("required"),
        SECRETS.contains(type) || tells(key) || tells(envMap.getOrDefault(key, "")),
        defaultValue(item, type),
        item.optional("description", Node.MAX_TEXT),
        options,
        min,
        max);
  }

  /** Whether a name says that its value is a secret, whatever the declared type (spec 7.3). */
  static boolean tells(String name) {
    return TELLING.matcher(name.toLowerCase(Locale.ROOT)).find()
        || WORDS.splitAsStream(name).anyMatch("pin"::equalsIgnoreCase);
  }

  private static String type(Node item) {
    String type = item.has("type") ? item.required("type", Node.MAX_LABEL) : "string";
    if (!type.isEmpty() && !TYPES.contains(type)) {
      item.fault(
          "type",
          "is not known",
          "Use one of %s.".formatted(String.join(", ", TYPES.stream().sorted().toList())));
    }
    return type;
  }

  private static Option option(Node option) {
    Object value = option.fields().get("value");
    if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
      option.fault("value", "is required", "Give a text or a number.");
    }
    String text = String.valueOf(value);
    String label = option.optional("label", Node.MAX_LABEL);
    return new Option(text, label == null ? text : label);
  }

  private static @Nullable Object defaultValue(Node item, String type) {
    Object value = item.fields().get("defaultValue");
    if (value == null) {
      return null;
    }
    if (!fits(value, type)) {
      item.fault("defaultValue", "does not fit type " + type, "Change one of them.");
    } else if (Json.bytes(value).length > MAX_DEFAULT) {
      item.fault("defaultValue", "is longer than %d bytes".formatted(MAX_DEFAULT), "Shorten it.");
    }
    return value;
  }

  private static boolean fits(Object value, String type) {
    if (type.equals("json")) {
      return true;
    }
    if (NUMBERS.contains(type)) {
      return value instanceof Number;
    }
    return type.equals("boolean")
        ? value instanceof Boolean
        : value instanceof String || value instanceof Number;
  }
}
