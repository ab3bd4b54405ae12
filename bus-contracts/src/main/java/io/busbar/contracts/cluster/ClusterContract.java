package io.busbar.contracts.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes there are, and how each one does. A hub that is alone is a cluster of one. */
public final class ClusterContract {
  /**
   * Tells of all nodes, as they are now. Succeeds also when some of them do not answer: those are
   * listed as silent. Fails: FORBIDDEN the caller is no administrator.
   */
  public static final RequestAddress<ReadCluster, ClusterStatus> STATUS =
      RequestAddress.of("hub.cluster.status", ReadCluster.class, ClusterStatus.class);

  /** Tells of one node; served at {@code @node} by each. */
  @Internal("the cluster service asks it of each node")
  public static final RequestAddress<Nothing, NodeReport> REPORT =
      RequestAddress.of("hub.cluster.report", Nothing.class, NodeReport.class);

  /** The nodes this node is in touch with are others than before; each node tells only itself. */
  public static final EventAddress<ClusterView> VIEW =
      new EventAddress<>("hub.cluster.view-changed", ClusterView.class);

  /**
   * What one node does for all, spaces and programs among it, is done by this node from now on.
   * Whoever keeps a copy of what it told reads it again.
   */
  public static final EventAddress<HouseMoved> HOUSE_MOVED =
      new EventAddress<>("hub.cluster.house-moved", HouseMoved.class);

  /** Local driver processes run on this node from now on; told on this node alone. */
  public static final EventAddress<DriversMoved> DRIVERS_MOVED =
      new EventAddress<>("hub.cluster.drivers-moved", DriversMoved.class);

  private ClusterContract() {}

  public record DriversMoved(String nodeId) {}

  public record HouseMoved(String nodeId) {}

  /**
   * @param by null: the hub itself asks
   */
  public record ReadCluster(@Nullable Principal by) {}

  /**
   * @param name what the house is called among clusters; null: a single node
   * @param answeredBy the node that was asked
   * @param duties what one node does for all
   */
  public record ClusterStatus(
      boolean clustered,
      @Nullable String name,
      String answeredBy,
      List<NodeStatus> nodes,
      List<Duty> duties) {}

  /**
   * How a node does, as seen by the one that was asked.
   *
   * @param report null: it does not answer
   * @param answerMs how long its answer took; null: there was none
   */
  public record NodeStatus(
      String nodeId, NodeState state, @Nullable Double answerMs, @Nullable NodeReport report) {}

  /** Whether a node can be asked. */
  public enum NodeState {
    @JsonProperty("up")
    UP,
    @JsonProperty("silent")
    SILENT
  }

  /**
   * What a node says of itself.
   *
   * @param epoch grows with each start of the node
   * @param driverSessions drivers that are connected to it
   * @param ownedStates devices whose state it owns
   * @param replicatedStates devices whose state it follows
   * @param stateLag how many changes of other nodes it knows it has missed and not yet read again
   * @param busOk whether its own bus answers it
   */
  public record NodeReport(
      String nodeId,
      String version,
      long epoch,
      Instant startedAt,
      int driverSessions,
      int ownedStates,
      int replicatedStates,
      int stateLag,
      boolean busOk) {}

  /** Something one node does for all. */
  public record Duty(String name, String nodeId, long epoch) {}

  /**
   * @param self the node that sees it
   * @param nodes those it is in touch with, itself among them, in the order of their names
   */
  public record ClusterView(String self, List<String> nodes) {
    public ClusterView {
      nodes = nodes.stream().sorted().toList();
    }

    /** Whether this node acts where any one of them could, such as speaking for a dead one. */
    public boolean isFirst() {
      return !nodes.isEmpty() && nodes.get(0).equals(self);
    }

    /** Whether a node is among them. */
    public boolean has(String node) {
      return nodes.contains(node);
    }
  }
}
