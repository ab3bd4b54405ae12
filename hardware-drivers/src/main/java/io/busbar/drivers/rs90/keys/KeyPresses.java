package io.busbar.drivers.rs90.keys;

import io.vertx.core.Future;

/** Where the keys of remotes go. */
@FunctionalInterface
public interface KeyPresses {
  /**
   * Takes a press. Succeeds when what it means was done or tried. Fails as the hub fails: the press
   * may have been in vain.
   *
   * @param remote the RemoteID, as spaces list it in {@code remoteIds}
   * @param press {@code short}, {@code double}, {@code long}, {@code repeat}
   */
  Future<Void> pressed(String remote, RemoteKey key, String press);
}
