package io.busbar.hub.database;

/** Why the database cannot be used: what is wrong and how to mend it. */
public final class PostgresFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public PostgresFault(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** How to mend it. */
  public String hint() {
    return hint;
  }
}
