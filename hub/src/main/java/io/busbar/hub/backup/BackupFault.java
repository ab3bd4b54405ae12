package io.busbar.hub.backup;

/** Why a backup cannot be written or restored: what is wrong and how to mend it. */
public final class BackupFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public BackupFault(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  BackupFault(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** How to mend it. */
  public String hint() {
    return hint;
  }
}
