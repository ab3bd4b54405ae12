package io.busbar.drivers.discovery;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.kit.Device;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One device of the {@link Outbox}: what is to be told of it, and what the hub knows. */
final class Slot {
  /** How many patches may wait for coming and going; two for each thing that happened. */
  static final int MAX_PATCHES = 64;

  private static final int EVENTS_ARE_FASTER = 5;
  private static final String EXTRAS = "extras";
  private static final String IN_EXTRAS = "extras.";

  final String id;
  @Nullable Device described;
  @Nullable Device announced;
  long notBefore;
  boolean queued;
  private final Deque<Map<String, @Nullable Object>> patches = new ArrayDeque<>();
  private final Map<String, @Nullable Object> known = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();
  private int length;
  private int leftOut;

  Slot(String id, long notBefore) {
    this.id = id;
    this.notBefore = notBefore;
  }

  /** How long something is in JSON, in bytes. */
  static int written(Object value) {
    return Json.text(value).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether the hub can be told how it is. */
  boolean mayTell() {
    return announced != null && !patches.isEmpty();
  }

  /** How long what waits has to wait; not so long when it came and went. */
  Duration pause(Duration usual) {
    return patches.size() > 1 ? usual.dividedBy(EVENTS_ARE_FASTER) : usual;
  }

  void add(Fields changed) {
    Map<String, @Nullable Object> last = patches.peekLast();
    boolean apart = last == null || (comesOrGoes(last, changed) && patches.size() < MAX_PATCHES);
    if (last == null || apart) {
      patches.addLast(merged(new LinkedHashMap<>(), changed.values()));
    } else {
      Map<String, @Nullable Object> ignored = merged(last, changed.values());
    }
  }

  /** Whether there was room for something to come and to go. */
  boolean happened(String event) {
    if (patches.size() + 2 > MAX_PATCHES) {
      return false;
    }
    patches.addLast(action(event));
    patches.addLast(action(null));
    return true;
  }

  private static Map<String, @Nullable Object> action(@Nullable String event) {
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    extras.put("action", event);
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    patch.put(EXTRAS, extras);
    return patch;
  }

  /** The next patch without what the hub knows already and what would make it know too much. */
  Map<String, @Nullable Object> takeNews() {
    Map<String, @Nullable Object> news = new LinkedHashMap<>();
    Map<String, @Nullable Object> extras = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : paths(patches.removeFirst()).entrySet()) {
      String path = entry.getKey();
      if (!learns(path, entry.getValue())) {
        continue;
      }
      if (path.startsWith(IN_EXTRAS)) {
        extras.put(path.substring(IN_EXTRAS.length()), entry.getValue());
        news.put(EXTRAS, extras);
      } else {
        news.put(path, entry.getValue());
      }
    }
    return news;
  }

  /** How long the state would have become, when it would have been too long; then it is 0. */
  int takeLeftOut() {
    int tooLong = leftOut;
    leftOut = 0;
    return tooLong;
  }

  private boolean learns(String path, @Nullable Object value) {
    if (known.containsKey(path) && Objects.equals(known.get(path), value)) {
      return false;
    }
    int own = path.length() + 4 + (value == null ? 4 : written(value));
    int after = length - lengths.getOrDefault(path, 0) + own;
    if (after > Outbox.LONGEST) {
      leftOut = Math.max(leftOut, after);
      return false;
    }
    known.put(path, value);
    lengths.put(path, own);
    length = after;
    return true;
  }

  private static Map<String, @Nullable Object> paths(Map<String, @Nullable Object> patch) {
    Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    patch.forEach(
        (key, value) -> {
          if (key.equals(EXTRAS) && value instanceof Map<?, ?>) {
            Fields.from(value)
                .values()
                .forEach((name, extra) -> paths.put(IN_EXTRAS + name, extra));
          } else {
            paths.put(key, value);
          }
        });
    return paths;
  }

  private static boolean comesOrGoes(Map<String, @Nullable Object> waiting, Fields changed) {
    Fields before = new Fields(waiting);
    return flips(before, changed) || flips(before.object(EXTRAS), changed.object(EXTRAS));
  }

  private static boolean flips(Fields before, Fields after) {
    return after.values().keySet().stream()
        .anyMatch(key -> before.has(key) && (before.get(key) == null) != (after.get(key) == null));
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> into, Map<String, @Nullable Object> changed) {
    Map<String, @Nullable Object> extras =
        new LinkedHashMap<>(Fields.from(into.get(EXTRAS)).values());
    into.putAll(changed);
    if (changed.get(EXTRAS) instanceof Map<?, ?>) {
      extras.putAll(Fields.from(changed.get(EXTRAS)).values());
      into.put(EXTRAS, extras);
    }
    return into;
  }
}
