package io.busbar.hub.config;

/**
 * A value that is never shown: its text form is {@code [hidden]}.
 *
 * @param reveal the value itself, for the one place that needs it
 */
public record Secret(String reveal) {
  /** What is shown instead. */
  public static final String HIDDEN = "[hidden]";

  public Secret {
    if (reveal.isEmpty()) {
      throw new IllegalArgumentException("A secret must not be empty.");
    }
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
