package io.busbar.faults.plan;

import java.time.Duration;

/**
 * One fault to come.
 *
 * @param after the quiet time since the fault before has ended
 * @param node the node it hits; -1 for the database
 * @param duration from its begin to its end
 * @param choice picks among the variants of its kind
 */
public record Planned(Duration after, Kind kind, int node, Duration duration, int choice) {}
