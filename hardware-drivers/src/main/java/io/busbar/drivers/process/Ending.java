package io.busbar.drivers.process;

/**
 * How a driver came to its end.
 *
 * @param configuration whether its settings are at fault, so that starting again is no use
 * @param text what happened, for a person; secrets redacted
 */
public record Ending(boolean configuration, String text) {
  public static Ending crash(String text) {
    return new Ending(false, text);
  }

  public static Ending configuration(String text) {
    return new Ending(true, text);
  }
}
