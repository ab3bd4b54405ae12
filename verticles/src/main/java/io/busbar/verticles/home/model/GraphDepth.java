package io.busbar.verticles.home.model;

import io.busbar.contracts.home.HomeGraph;
import io.busbar.contracts.home.HomeGraph.Edge;
import io.busbar.contracts.home.HomeGraph.EdgeType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a home graph to what is near the home. */
public final class GraphDepth {
  private GraphDepth() {}

  /** The nodes within so many steps from the home along "contains", and the edges among them. */
  public static HomeGraph cut(HomeGraph graph, int depth) {
    Map<String, Set<String>> held = held(graph.edges());
    Set<String> near = new HashSet<>(Set.of(graph.home().id()));
    Set<String> rim = near;
    for (int step = 0; step < depth && !rim.isEmpty(); step++) {
      Set<String> next = new HashSet<>();
      rim.forEach(id -> next.addAll(held.getOrDefault(id, Set.of())));
      next.removeAll(near);
      near.addAll(next);
      rim = next;
    }
    Set<String> kept = near;
    return new HomeGraph(
        graph.home(),
        graph.nodes().stream().filter(node -> kept.contains(node.id())).toList(),
        graph.edges().stream()
            .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
            .toList(),
        graph.revision());
  }

  private static Map<String, Set<String>> held(List<Edge> edges) {
    Map<String, Set<String>> held = new HashMap<>();
    for (Edge edge : edges) {
      if (edge.type() == EdgeType.CONTAINS) {
        held.computeIfAbsent(edge.from(), first -> new HashSet<>()).add(edge.to());
      }
    }
    return held;
  }
}
