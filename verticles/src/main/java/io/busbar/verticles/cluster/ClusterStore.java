package io.busbar.verticles.cluster;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.cluster.ClusterContract.Duty;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all nodes must agree on. Leases end by the clock of the store alone. Fails with {@link
 * HubFailure} UNAVAILABLE.
 */
public interface ClusterStore {
  /** The clock of the store. */
  Future<Instant> now();

  /** Which house this store belongs to: the same for ever, another one in another store. */
  Future<String> house();

  /** The nodes whose lease has not ended. */
  Future<List<NodeEntry>> living();

  /**
   * Enters a node for the time of the lease. Succeeds with its new epoch; empty when a node of the
   * same name lives another life, or the others ended this one.
   */
  Future<Optional<Long>> enlist(NodeEntry node, Duration lease);

  /**
   * Enters a life again whose name has no entry any more. Succeeds with whether it is entered now:
   * else another life has the name, or this one was ended.
   */
  Future<Boolean> enterAgain(NodeEntry node, Duration lease);

  /**
   * Prolongs the lease of a life. Succeeds with whether it is still the one that is entered, and
   * the others did not end it.
   */
  Future<Boolean> renew(NodeEntry node, Duration lease);

  /** Ends the lease of a life and of its duties at once. */
  Future<Void> resign(NodeEntry node);

  /**
   * Takes or keeps a duty for the time of the lease. Succeeds with whether this life has it now: no
   * other may hold it.
   */
  Future<Boolean> hold(String duty, NodeEntry node, Duration lease);

  /** Gives a duty back at once; one that is not held is no failure. */
  Future<Void> release(String duty, NodeEntry node);

  /** Duties and who has them. */
  Future<List<Duty>> duties();

  /** Keeps a sealed key unless there is one of the name. Succeeds with the one that is kept. */
  Future<String> keepKey(String name, String sealed);

  /** A sealed key; empty when nobody keeps one of the name. */
  Future<Optional<String>> key(String name);
}
