package io.busbar.kit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: Map, List, String, Long or Double, Boolean, null. Numbers beyond these are
 * read as Double; NaN and infinities cannot be written.
 */
final class Json {
  private Json() {}

  /**
   * Reads one JSON object.
   *
   * @throws IllegalArgumentException when the text is anything else, or nests too deep
   */
  static Map<String, @Nullable Object> readObject(String text) {
    Object value = new JsonReader(text).readAll();
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return object(value);
  }

  /** A value that is an object, or the empty one. */
  @SuppressWarnings("unchecked") // the reader makes text keys only
  static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      writeObject(out, map);
    } else if (value instanceof List<?> list) {
      writeList(out, list);
    } else if (value instanceof Number number) {
      out.append(finite(number));
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else {
      writeText(out, value.toString());
    }
  }

  private static void writeObject(StringBuilder out, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      writeText(out, String.valueOf(entry.getKey()));
      out.append(':');
      write(out, entry.getValue());
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void writeList(StringBuilder out, List<?> list) {
    String separator = "[";
    for (Object item : list) {
      out.append(separator);
      write(out, item);
      separator = ",";
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static Number finite(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException(number + " cannot be written as JSON");
    }
    return number;
  }

  private static void writeText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean plain = c >= ' ' && !isLoneSurrogate(text, i);
          out.append(plain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
      }
    }
    out.append('"');
  }

  /** Half a character has no UTF-8 form. */
  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
