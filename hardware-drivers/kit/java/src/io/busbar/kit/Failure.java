package io.busbar.kit;

/** A command could not be done; the text becomes the message of its ACTION_RESULT. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }
}
