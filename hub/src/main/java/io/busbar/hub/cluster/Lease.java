package io.busbar.hub.cluster;

import io.busbar.verticles.cluster.ClusterStore;
import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node entered in the database. A node that finds itself no longer entered enters again;
 * one whose name has another life by now leaves. Used on one context.
 */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);

  private final ClusterStore store;
  private final NodeEntry self;
  private final Duration lasting;
  private final Runnable onTaken;
  private volatile boolean over;

  /**
   * @param onTaken called once, when another life has the name: this node must leave
   */
  Lease(ClusterStore store, NodeEntry self, Duration lasting, Runnable onTaken) {
    this.store = store;
    this.self = self;
    this.lasting = lasting;
    this.onTaken = onTaken;
  }

  /** Prolongs it. Succeeds when it was tried; a store that does not answer is asked next time. */
  Future<Void> renew() {
    if (over) {
      return Future.succeededFuture();
    }
    return store
        .renew(self, lasting)
        .compose(entered -> entered || over ? Future.succeededFuture() : enterAgain())
        .recover(Lease::notRenewed);
  }

  /** From now on it is not renewed. */
  void end() {
    over = true;
  }

  private Future<Void> enterAgain() {
    log.warn("'{}' is not entered any more: entering it again", self.nodeId());
    return store.enlist(self, lasting).map(this::entered);
  }

  private Void entered(Optional<Long> epoch) {
    if (epoch.isEmpty() && !over) {
      log.error("Another node took the name '{}': this one leaves", self.nodeId());
      over = true;
      onTaken.run();
    }
    return null;
  }

  private static Future<Void> notRenewed(Throwable cause) {
    log.debug("The place of this node was not renewed", cause);
    return Future.succeededFuture();
  }
}
