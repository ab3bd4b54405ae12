package io.busbar.bridge.socketio;

/** Why an event was not acknowledged. */
public final class AckFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What happened instead. */
  public enum Cause {
    /** No answer came in time. */
    TIMED_OUT,
    /** The client is gone. */
    DISCONNECTED,
    /** The client owes too many answers already. */
    TOO_MANY
  }

  private final Cause kind;

  AckFailure(Cause kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** What happened. */
  public Cause kind() {
    return kind;
  }
}
