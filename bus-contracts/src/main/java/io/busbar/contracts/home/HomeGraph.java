package io.busbar.contracts.home;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The house as nodes and what connects them (spec 9.8). Every edge joins two of the nodes.
 *
 * @param revision that of the {@link Bootstrap} with the same facts
 */
public record HomeGraph(Home home, List<Node> nodes, List<Edge> edges, long revision) {
  public HomeGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * @param location null when nobody set it
   */
  public record Home(String id, String name, @Nullable Location location, String timezone) {}

  public record Location(double latitude, double longitude) {}

  /**
   * @param attrs what is worth knowing; of an entity that is a port of a driver: {@code kind} port,
   *     {@code direction} input or output, {@code key} and {@code signal}
   */
  public record Node(String id, NodeType type, String name, Fields attrs) {}

  public record Edge(String from, String to, EdgeType type) {}

  /** What a node stands for. */
  public enum NodeType {
    @JsonProperty("home")
    HOME,
    @JsonProperty("floor")
    FLOOR,
    @JsonProperty("zone")
    ZONE,
    @JsonProperty("space")
    SPACE,
    @JsonProperty("device")
    DEVICE,
    @JsonProperty("entity")
    ENTITY,
    @JsonProperty("program")
    PROGRAM,
    @JsonProperty("driver")
    DRIVER
  }

  /** How two nodes are connected. */
  public enum EdgeType {
    /** The first holds the second; every node but the home is held by one other. */
    @JsonProperty("contains")
    CONTAINS,
    /** A program commands a device. */
    @JsonProperty("controls")
    CONTROLS,
    /** A driver brings a device. */
    @JsonProperty("provides")
    PROVIDES,
    /** A media device is heard or seen in a space. */
    @JsonProperty("plays_in")
    PLAYS_IN,
    /** A device or a program starts a program. */
    @JsonProperty("triggers")
    TRIGGERS,
    /** A signal goes into a driver, or out of it: one end is a port of the driver. */
    @JsonProperty("feeds")
    FEEDS
  }
}
