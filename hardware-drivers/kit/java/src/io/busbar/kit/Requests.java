package io.busbar.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the latest requests, so that one asked twice is done once. */
final class Requests {
  static final int LIMIT = 256;

  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > LIMIT;
        }
      };

  /** What to do with a request. */
  enum Verdict {
    NEW,
    RUNNING,
    DONE,
    OTHER
  }

  /**
   * @param result what was answered when it was DONE
   */
  record Begun(Verdict verdict, Map<String, @Nullable Object> result) {}

  private record Known(String about, @Nullable Map<String, @Nullable Object> result) {}

  synchronized Begun begin(Call call) {
    String id = call.known();
    if (id == null) {
      return new Begun(Verdict.NEW, Map.of());
    }
    Known before = known.putIfAbsent(id, new Known(call.about(), null));
    if (before == null) {
      return new Begun(Verdict.NEW, Map.of());
    }
    if (!before.about.equals(call.about())) {
      return new Begun(Verdict.OTHER, Map.of());
    }
    Map<String, @Nullable Object> result = before.result;
    return result == null ? new Begun(Verdict.RUNNING, Map.of()) : new Begun(Verdict.DONE, result);
  }

  synchronized void finish(Call call, Map<String, @Nullable Object> result) {
    String id = call.known();
    Known begun = id == null ? null : known.get(id);
    if (id != null && begun != null) {
      known.put(id, new Known(begun.about, result));
    }
  }
}
