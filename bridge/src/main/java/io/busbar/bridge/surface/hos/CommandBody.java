package io.busbar.bridge.surface.hos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The many spellings of a command's body (spec 2.3) become the contract's. */
final class CommandBody {
  private static final List<String> NAMES =
      List.of("command", "action", "key", "name", "commandKey");
  private static final List<String> ARGUMENTS = List.of("payload", "data", "params", "args");
  private static final List<String> SAME = List.of("requestId", "correlationId", "waitMs", "wait");

  private CommandBody() {}

  /**
   * @param waitQuery the query parameter {@code wait}
   */
  static Map<String, @Nullable Object> translate(
      Map<String, @Nullable Object> body, @Nullable String waitQuery) {
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    put(said, "command", first(body, NAMES));
    put(said, "payload", arguments(body));
    SAME.forEach(key -> put(said, key, body.get(key)));
    if (Boolean.FALSE.equals(body.get("wait")) || "false".equals(waitQuery)) {
      said.put("waitMs", 0);
    }
    return said;
  }

  /** {@code wait: false} is another way to say {@code waitMs: 0}. */
  static Map<String, @Nullable Object> withWait(Map<String, @Nullable Object> body) {
    if (!Boolean.FALSE.equals(body.get("wait"))) {
      return body;
    }
    Map<String, @Nullable Object> said = new LinkedHashMap<>(body);
    said.put("waitMs", 0);
    return said;
  }

  private static @Nullable Object arguments(Map<String, @Nullable Object> body) {
    Object arguments = first(body, ARGUMENTS);
    Object bare = arguments == null ? body.get("value") : arguments;
    return bare == null || arguments instanceof Map<?, ?> ? arguments : Map.of("value", bare);
  }

  private static @Nullable Object first(Map<String, @Nullable Object> body, List<String> keys) {
    for (String key : keys) {
      Object value = body.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static void put(Map<String, @Nullable Object> said, String key, @Nullable Object value) {
    if (value != null) {
      said.put(key, value);
    }
  }
}
