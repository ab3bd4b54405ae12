package io.busbar.bridge.mqtt.foreign;

import io.busbar.bridge.mqtt.model.Message;
import io.busbar.bridge.mqtt.model.Topics;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who in the hub hears which filter of a foreign broker. One context only. */
final class Listeners {
  private static final int MOST = 1000;

  private final Map<String, List<Listener>> byFilter = new LinkedHashMap<>();
  private int size;

  /** One who listens, on a context of its own. */
  record Listener(Context context, Consumer<Message> ear) {
    void tell(Message message) {
      context.runOnContext(turn -> ear.accept(message));
    }
  }

  boolean isFull() {
    return size >= MOST;
  }

  void add(String filter, Listener listener) {
    byFilter.computeIfAbsent(filter, first -> new ArrayList<>()).add(listener);
    size++;
  }

  /** Says whether it was the last of its filter. */
  boolean removeLast(String filter, Listener listener) {
    List<Listener> known = byFilter.get(filter);
    if (known == null || !known.remove(listener)) {
      return false;
    }
    size--;
    if (!known.isEmpty()) {
      return false;
    }
    byFilter.remove(filter);
    return true;
  }

  Set<String> filters() {
    return Set.copyOf(byFilter.keySet());
  }

  void tell(Message message) {
    byFilter.forEach(
        (filter, listeners) -> {
          if (Topics.matches(Topics.parse(filter).filter(), message.topic())) {
            List.copyOf(listeners).forEach(listener -> listener.tell(message));
          }
        });
  }
}
