package io.busbar.hub.cluster;

import io.busbar.verticles.cluster.ClusterStore;
import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node entered in the database. A node that finds itself no longer entered enters again;
 * one whose life the others ended, or whose name has another life by now, leaves. Used on one
 * context.
 */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);

  private final ClusterStore store;
  private final NodeEntry self;
  private final Duration lasting;
  private final Runnable onOver;
  private volatile boolean over;

  /**
   * @param onOver called once, when this life is over: the node must leave
   */
  Lease(ClusterStore store, NodeEntry self, Duration lasting, Runnable onOver) {
    this.store = store;
    this.self = self;
    this.lasting = lasting;
    this.onOver = onOver;
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
    return store.enterAgain(self, lasting).map(this::entered);
  }

  private Void entered(boolean again) {
    if (again) {
      log.warn("'{}' was not entered any more: it is again", self.nodeId());
    } else if (!over) {
      log.error("The others went on without '{}', or it has another life: leaving", self.nodeId());
      over = true;
      onOver.run();
    }
    return null;
  }

  private static Future<Void> notRenewed(Throwable cause) {
    log.debug("The place of this node was not renewed", cause);
    return Future.succeededFuture();
  }
}
