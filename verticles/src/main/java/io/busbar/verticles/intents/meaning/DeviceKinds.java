package io.busbar.verticles.intents.meaning;

import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.house.KnownHouse;
import io.busbar.verticles.intents.language.Language;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which devices of a house are of a kind: by their type, their domain, or the last word of their
 * name.
 */
final class DeviceKinds {
  private final ActTable table;
  private final Map<String, Set<KnownDevice>> members = new HashMap<>();
  private final Map<String, Set<KnownDevice>> called = new HashMap<>();

  private DeviceKinds(ActTable table) {
    this.table = table;
  }

  static DeviceKinds of(ActTable table, KnownHouse house, Language language) {
    DeviceKinds kinds = new DeviceKinds(table);
    for (KnownDevice device : house.devices()) {
      table
          .kinds()
          .forEach(
              (kind, definition) -> {
                if (definition.has(device)) {
                  kinds.add(kind, device);
                }
              });
      List<String> words = language.withoutArticles(device.name());
      int last = Math.max(0, words.size() - 1);
      language.kinds(words, last).forEach(found -> kinds.call(found.meaning().name(), device));
    }
    return kinds;
  }

  private void add(String kind, KnownDevice device) {
    members.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(device);
  }

  private void call(String kind, KnownDevice device) {
    add(kind, device);
    called.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(device);
  }

  /** Those of a kind whose very name says so. */
  Set<KnownDevice> called(String kind) {
    return called.getOrDefault(kind, Set.of());
  }

  Set<KnownDevice> of(String kind) {
    return members.getOrDefault(kind, Set.of());
  }

  /** Whether one word for it means all there are in a place. */
  boolean isCollective(String kind) {
    var definition = table.kinds().get(kind);
    return definition != null && definition.collective();
  }

  boolean isOfEverything(KnownDevice device) {
    return table.isOfEverything(device);
  }
}
