package io.busbar.bridge.socketio.engineio;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Hands a polling request to the node that has the session, so that a load balancer may spread
 * requests as it likes. The other node gives it to its own server.
 */
@FunctionalInterface
public interface SessionRelay {
  /** What is asked of the other node. */
  enum Kind {
    /** Read what waits for the client; may take as long as {@code EngineOptions.relayedPoll}. */
    POLL,
    /** Deliver what the client has sent. */
    POST,
    /** The client has hung up while a poll was on its way; nobody reads the answer. */
    ABANDON
  }

  /** A request for a session of another node. */
  record Request(Kind kind, String sid, Buffer body) {}

  /** What the client is told. */
  record Answer(int status, String contentType, Buffer body) {}

  /**
   * Asks the other node. Succeeds with its answer; any failure is told to the client as an unknown
   * session, so that it starts anew.
   *
   * @param node the id of the node, as its {@code EngineOptions.node} says
   */
  Future<Answer> forward(String node, Request request);
}
