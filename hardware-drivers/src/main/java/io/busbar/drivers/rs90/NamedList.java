package io.busbar.drivers.rs90;

import io.busbar.kit.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Things with ids that stay and names that change: devices, macros, apps, commands. */
final class NamedList {
  private final Map<String, String> names = new LinkedHashMap<>();

  /** One of them, as remotes list it. */
  record Listed(String id, String name) {}

  /**
   * Takes a new list in place of the old one; of equal ids the first counts. True when it differs.
   */
  boolean replace(List<Listed> items) {
    Map<String, String> before = new LinkedHashMap<>(names);
    names.clear();
    items.forEach(item -> names.putIfAbsent(item.id(), item.name()));
    return !List.copyOf(before.entrySet()).equals(List.copyOf(names.entrySet()));
  }

  boolean remove(String id) {
    return names.remove(id) != null;
  }

  boolean has(String id) {
    return names.containsKey(id);
  }

  List<Listed> all() {
    return names.entrySet().stream()
        .map(entry -> new Listed(entry.getKey(), entry.getValue()))
        .toList();
  }

  List<Listed> called(String name) {
    return all(item -> item.name().equals(name));
  }

  /** Whether more than one has this name. */
  boolean isShared(String name) {
    return called(name).size() > 1;
  }

  /**
   * Finds one by its id, else by its name, else by its name whatever its case.
   *
   * @throws Failure when there is none, or more than one of that name
   */
  Listed find(String what, String wanted) {
    String text = wanted.strip();
    String name = names.get(text);
    if (name != null) {
      return new Listed(text, name);
    }
    List<Listed> found = called(text);
    if (found.isEmpty()) {
      found = all(item -> item.name().strip().equalsIgnoreCase(text));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new Failure(
        found.isEmpty()
            ? "the remote lists no %s '%s'; refresh_lists asks it again".formatted(what, text)
            : "%d %ss are called '%s': give the id of one".formatted(found.size(), what, text));
  }

  private List<Listed> all(Predicate<Listed> fits) {
    return all().stream().filter(fits).toList();
  }
}
