package io.busbar.verticles.cluster;

import java.time.Instant;

/**
 * A node as the store knows it.
 *
 * @param run the life of the process: another one after each start
 * @param epoch grows with each start
 * @param cluster the name of the house among clusters
 * @param address where other nodes find it
 */
public record NodeEntry(
    String nodeId,
    String run,
    long epoch,
    String cluster,
    String version,
    String address,
    Instant startedAt) {}
