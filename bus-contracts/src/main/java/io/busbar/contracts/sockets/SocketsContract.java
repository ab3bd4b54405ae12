package io.busbar.contracts.sockets;

import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import java.time.Duration;

/** Requests for Socket.IO sessions that live on another node (spec 4.1). */
public final class SocketsContract {
  /** A poll waits for the next event at the other node, and answers before this. */
  public static final Duration LONGEST_POLL = Duration.ofSeconds(20);

  /**
   * Hands over a polling request; served at {@code @node} by the node that has the session.
   * Succeeds with what the client is told, whatever that is. Fails: UNAVAILABLE no such node ·
   * TIMED_OUT it does not answer.
   */
  @Internal("a node asks it for a client whose requests a load balancer spreads")
  public static final RequestAddress<RelayRequest, RelayAnswer> RELAY =
      RequestAddress.of("hub.sockets.relay", RelayRequest.class, RelayAnswer.class)
          .within(LONGEST_POLL.plusSeconds(5));

  private SocketsContract() {}

  /** Its text form leaves out the session and what is sent: who knows a session may use it. */
  public record RelayRequest(Kind kind, String sid, String bodyBase64) {
    @Override
    public String toString() {
      return "RelayRequest[kind=%s, sid=[hidden], body=[hidden]]".formatted(kind);
    }
  }

  /** Its text form leaves out what the client is told. */
  public record RelayAnswer(int status, String contentType, String bodyBase64) {
    @Override
    public String toString() {
      return "RelayAnswer[status=%d, body=[hidden]]".formatted(status);
    }
  }

  /** What is asked of the other node. */
  public enum Kind {
    POLL,
    POST,
    ABANDON
  }
}
