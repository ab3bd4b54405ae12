package io.busbar.drivers.discovery.homeassistant;

import io.busbar.drivers.discovery.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which component hears which topic. */
final class Ears {
  private final Map<String, Set<Entity>> exact = new HashMap<>();
  private final Map<String, Set<Entity>> patterns = new HashMap<>();
  private final Retained retained = new Retained();

  void add(Entity entity, Findings findings) {
    for (String filter : entity.filters()) {
      Set<Entity> listeners = of(filter).computeIfAbsent(filter, first -> new LinkedHashSet<>());
      if (listeners.isEmpty()) {
        findings.follow(filter);
      }
      listeners.add(entity);
    }
  }

  void remove(Entity entity, Findings findings) {
    for (String filter : entity.filters()) {
      Set<Entity> listeners = of(filter).getOrDefault(filter, Set.of());
      boolean last = listeners.contains(entity) && listeners.size() == 1;
      if (last) {
        of(filter).remove(filter);
        retained.remove(filter);
        findings.leave(filter);
      } else if (listeners.contains(entity)) {
        listeners.remove(entity);
      }
    }
  }

  /** Who hears a topic. */
  List<Entity> listeners(String topic) {
    Set<Entity> all = new LinkedHashSet<>(exact.getOrDefault(topic, Set.of()));
    patterns.forEach(
        (filter, listeners) -> {
          if (Topics.matches(filter, topic)) {
            all.addAll(listeners);
          }
        });
    return new ArrayList<>(all);
  }

  Retained retained() {
    return retained;
  }

  void heard(String topic, String payload) {
    if (exact.containsKey(topic)) {
      retained.put(topic, payload);
    }
  }

  private Map<String, Set<Entity>> of(String filter) {
    return Topics.isExact(filter) ? exact : patterns;
  }
}
