package io.busbar.drivers.discovery.homie;

import java.util.List;

/**
 * A device of either convention.
 *
 * @param identities names it has outside the hub
 * @param root the device whose last will speaks for it too; blank when it speaks for itself
 */
record Described(
    String id,
    String name,
    String version,
    List<Node> nodes,
    List<String> identities,
    String root) {
  /** Most nodes that are read. */
  static final int MAX_NODES = 100;

  /** Most properties of a node that are read. */
  static final int MAX_PROPERTIES = 100;

  /** A part of a device with its values. */
  record Node(String id, String name, String type, List<Property> properties) {}
}
