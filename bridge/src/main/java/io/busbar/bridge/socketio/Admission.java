package io.busbar.bridge.socketio;

import io.vertx.core.Future;

/** Decides who may connect to a namespace. Called on the client's context. */
@FunctionalInterface
public interface Admission {
  /**
   * Succeeds to let the client in, with anything worth keeping, which {@link
   * SocketIoSocket#admitted} gives back. Fails with {@link ConnectRefused} to refuse it with a
   * message and perhaps more; any other failure is logged and tells the client nothing but {@code
   * Internal error}.
   */
  Future<?> admit(Handshake handshake);
}
