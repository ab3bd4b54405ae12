package io.busbar.drivers.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a manifest with its path. Reading a field of the wrong kind notes a fault and
 * yields a harmless value, so that reading goes on.
 */
record Node(Map<String, @Nullable Object> fields, String path, Faults faults) {
  static final int MAX_TEXT = 2_000;
  static final int MAX_LABEL = 128;

  String at(String key) {
    return path + "." + key;
  }

  boolean has(String key) {
    return fields.get(key) != null;
  }

  void fault(String key, String what, String hint) {
    faults.add(at(key), what, hint);
  }

  String required(String key, int maxLength) {
    if (!has(key)) {
      fault(key, "is required", "Give a text.");
      return "";
    }
    String text = optional(key, maxLength);
    return text == null ? "" : text;
  }

  @Nullable String optional(String key, int maxLength) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text) || text.isBlank()) {
      fault(key, "must be a text that is not blank", "Write \"%s\": \"...\".".formatted(key));
      return null;
    }
    if (text.length() > maxLength) {
      fault(key, "is longer than %d characters".formatted(maxLength), "Shorten it.");
      return null;
    }
    return text;
  }

  String matching(String key, Pattern rule, String hint) {
    String text = required(key, MAX_TEXT);
    if (!text.isEmpty() && !rule.matcher(text).matches()) {
      fault(key, "has characters or a length that are not allowed", hint);
    }
    return text;
  }

  boolean flag(String key) {
    Object value = fields.get(key);
    if (value != null && !(value instanceof Boolean)) {
      fault(key, "must be true or false", "Write it without quotes.");
    }
    return Boolean.TRUE.equals(value);
  }

  @Nullable Double number(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      fault(key, "must be a number", "Write it without quotes.");
      return null;
    }
    return number.doubleValue();
  }

  List<String> words(String key, int maxItems, Pattern rule, String hint) {
    List<String> words = new ArrayList<>();
    List<?> list = list(key, maxItems);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof String word && rule.matcher(word).matches()) {
        words.add(word);
      } else {
        fault("%s[%d]".formatted(key, i), "is not an allowed word", hint);
      }
    }
    return words;
  }

  /** Reads a list of objects; one that is none is a fault and left out. */
  <T> List<T> each(String key, int maxItems, Function<Node, T> read) {
    List<T> items = new ArrayList<>();
    List<?> list = list(key, maxItems);
    for (int i = 0; i < list.size(); i++) {
      Node item = object(list.get(i), "%s[%d]".formatted(at(key), i));
      if (item != null) {
        items.add(read.apply(item));
      }
    }
    return items;
  }

  @Nullable Node child(String key) {
    return has(key) ? object(fields.get(key), at(key)) : null;
  }

  /** Notes a fault when two items of a list have the same key. */
  void distinct(String key, List<String> keys) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!seen.add(keys.get(i))) {
        fault("%s[%d].key".formatted(key, i), "is used twice", "Give each item its own key.");
      }
    }
  }

  private List<?> list(String key, int maxItems) {
    Object value = fields.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      fault(key, "must be a list", "Write it in [ ].");
      return List.of();
    }
    if (list.size() > maxItems) {
      fault(key, "has more than %d items".formatted(maxItems), "Leave some out.");
      return List.of();
    }
    return list;
  }

  private @Nullable Node object(@Nullable Object value, String where) {
    if (!(value instanceof Map<?, ?> map)) {
      faults.add(where, "must be an object", "Write it in { }.");
      return null;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, item) -> copy.put(String.valueOf(name), item));
    return new Node(copy, where, faults);
  }
}
