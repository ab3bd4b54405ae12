package io.busbar.drivers.extender;

import io.vertx.core.Future;
import java.util.Optional;

/** Finds extenders whose address has changed. */
@FunctionalInterface
public interface ExtenderFinder {
  /** Finds none. */
  ExtenderFinder NONE = mac -> Future.succeededFuture(Optional.empty());

  /**
   * Looks for an extender in the local network, for a few seconds. Succeeds with its address, or
   * empty when none with this hardware address announces itself. Never fails.
   *
   * @param mac twelve hex digits, with or without signs between; empty: whichever is there alone
   */
  Future<Optional<String>> find(String mac);
}
