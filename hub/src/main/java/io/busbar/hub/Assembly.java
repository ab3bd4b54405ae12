package io.busbar.hub;

import io.vertx.core.Future;
import java.util.List;

/** Wires services, feeds and doors by hand, in the order they are deployed. */
final class Assembly {
  private Assembly() {}

  /**
   * Deploys everything above the database. Succeeds when every door listens; fails with the first
   * failure, after undoing what was deployed.
   */
  static Future<Running> deploy(Node node) {
    return Future.succeededFuture(new Running(List.of(), Future::succeededFuture));
  }
}
