package io.busbar.faults.place;

/**
 * Where a node is reached.
 *
 * @param cluster the port nodes find each other at
 * @param bus the port nodes talk at
 */
public record Address(
    int node, String host, int http, int management, int mqtt, int cluster, int bus) {
  /** What the node is called in histories. */
  public String name() {
    return "n" + node;
  }

  public String member() {
    return host + ":" + cluster;
  }
}
