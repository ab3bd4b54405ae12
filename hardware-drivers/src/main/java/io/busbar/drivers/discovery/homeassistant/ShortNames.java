package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The short names of configurations, written out, and base topics, put in. */
final class ShortNames {
  private static final String BASE = "~";
  private static final Map<String, String> COMPONENT = load("component-keys.properties");
  private static final Map<String, String> DEVICE = load("device-keys.properties");

  private ShortNames() {}

  /** A whole configuration, with its device, availability and components. */
  static Fields expand(Fields config, String outerBase) {
    String base = config.text(BASE).orElse(outerBase);
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    config
        .values()
        .forEach(
            (key, value) -> {
              String name = COMPONENT.getOrDefault(key, key);
              whole.put(name, value(name, value, base));
            });
    whole.remove(BASE);
    return new Fields(whole);
  }

  private static @Nullable Object value(String name, @Nullable Object value, String base) {
    if (value instanceof String text && name.endsWith("topic")) {
      return withBase(text, base);
    }
    return switch (name) {
      case "device" -> named(Fields.from(value), DEVICE);
      case "availability" -> availability(value, base);
      case "components" -> components(Fields.from(value), base);
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> named(Fields fields, Map<String, String> names) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    fields.values().forEach((key, value) -> whole.put(names.getOrDefault(key, key), value));
    return whole;
  }

  private static List<Object> availability(@Nullable Object value, String base) {
    List<?> items = value instanceof List<?> list ? list : List.of(Fields.from(value).values());
    List<Object> whole = new ArrayList<>();
    for (Object item : items) {
      whole.add(expand(Fields.from(item), base).values());
    }
    return whole;
  }

  private static Map<String, @Nullable Object> components(Fields components, String base) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    components
        .values()
        .forEach((id, config) -> whole.put(id, expand(Fields.from(config), base).values()));
    return whole;
  }

  private static String withBase(String topic, String base) {
    if (base.isEmpty()) {
      return topic;
    }
    String whole = topic.startsWith(BASE) ? base + topic.substring(1) : topic;
    return whole.endsWith(BASE) ? whole.substring(0, whole.length() - 1) + base : whole;
  }

  private static Map<String, String> load(String name) {
    Properties properties = new Properties();
    try (InputStream file = ShortNames.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("no resource " + name);
      }
      properties.load(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    Map<String, String> names = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> names.put(key, properties.getProperty(key)));
    return Map.copyOf(names);
  }
}
