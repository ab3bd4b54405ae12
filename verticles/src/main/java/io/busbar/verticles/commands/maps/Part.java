package io.busbar.verticles.commands.maps;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a client sent as an action map; every fault names the path of the field.
 *
 * @param path where the part stands; empty for the map itself
 */
record Part(String path, Fields fields) {
  private static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_ID = 256;
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,%d}".formatted(MAX_ID));

  /** The path of one of its fields. */
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return fields.get(key) != null;
  }

  /** A text of 1 to 128 characters; null when there is none. */
  @Nullable String text(String key) {
    return matching(key, TEXT, "a text of 1 to 128 characters, none of them a control character");
  }

  String requireText(String key) {
    String text = text(key);
    if (text == null) {
      throw Fault.at(at(key), "is required", "Set it to a text of 1 to 128 characters.");
    }
    return text;
  }

  /** An id of 1 to 256 characters; null when there is none. */
  @Nullable String id(String key) {
    return matching(key, ID, "an id of 1 to 256 characters, none of them a control character");
  }

  @Nullable DeviceId device(String key) {
    String id = id(key);
    return id == null ? null : new DeviceId(id);
  }

  @Nullable DriverKey driver(String key) {
    String driver = text(key);
    if (driver != null && !DriverKey.accepts(driver)) {
      throw Fault.at(at(key), "is no driver key", "Use 2 to 64 of A-Z, 0-9 and _.");
    }
    return driver == null ? null : new DriverKey(driver);
  }

  /** An object of at most 16 KiB; null when there is none. */
  @Nullable Part object(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?>)) {
      throw Fault.at(at(key), "must be an object", "Leave it out if it is not needed.");
    }
    if (Json.bytes(value).length > MAX_BYTES) {
      throw Fault.at(at(key), "is larger than 16 KiB", "Make it smaller.");
    }
    return new Part(at(key), Fields.from(value));
  }

  /** A finite number; null when there is none. */
  @Nullable Double number(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw Fault.at(at(key), "must be a number", "Write it without quotes, or leave it out.");
  }

  /** One value or a list of them; null when the key is absent. A null under the key is a value. */
  @Nullable List<?> values(String key) {
    if (!fields.has(key)) {
      return null;
    }
    return fields.get(key) instanceof List<?> list
        ? list
        : Fields.of(key, fields.get(key)).values().values().stream().toList();
  }

  private @Nullable String matching(String key, Pattern pattern, String rule) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && pattern.matcher(text).matches() && !text.isBlank()) {
      return text;
    }
    throw Fault.at(at(key), "must be " + rule, "Leave it out if it is not needed.");
  }
}
