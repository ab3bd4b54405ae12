package io.busbar.bridge.mqtt;

import io.busbar.contracts.cluster.ClusterContract.ClusterView;
import java.util.function.Supplier;

/**
 * The other nodes of the house, as a broker sees them.
 *
 * @param run the life of this node: another one after each start
 * @param view the nodes this one is in touch with
 */
public record Neighbours(String run, Supplier<ClusterView> view) {}
