package io.busbar.hub.backup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The order in which tables can be loaded: each after those it refers to. */
final class LoadOrder {
  private final Map<String, Set<String>> references;
  private final Set<String> order = new LinkedHashSet<>();
  private final Set<String> visiting = new LinkedHashSet<>();

  private LoadOrder(Map<String, Set<String>> references) {
    this.references = references;
  }

  /**
   * Orders tables by name, then by need. Tables that refer to each other in a circle come in some
   * order: their constraints must be deferrable.
   *
   * @param references of a table to others
   */
  static List<String> of(SortedSet<String> tables, Map<String, Set<String>> references) {
    LoadOrder order = new LoadOrder(references);
    tables.forEach(order::add);
    order.order.retainAll(tables);
    return new ArrayList<>(order.order);
  }

  private void add(String table) {
    if (order.contains(table) || !visiting.add(table)) {
      return;
    }
    new TreeSet<>(references.getOrDefault(table, Set.of())).forEach(this::add);
    visiting.remove(table);
    order.add(table);
  }
}
