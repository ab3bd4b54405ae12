package io.busbar.hub.cli;

/** A command that cannot do what it is told: why, and how to mend it. */
final class CommandFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  CommandFault(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
