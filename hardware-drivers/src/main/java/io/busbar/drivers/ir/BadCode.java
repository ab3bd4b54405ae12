package io.busbar.drivers.ir;

import io.busbar.contracts.bus.HubFailure;

/** How the readers and writers of codes refuse: INVALID, where, what, and how to mend it. */
public final class BadCode {
  /** The reason every refusal carries. */
  public static final String REASON = "INVALID_IR_CODE";

  private static final int MAX_QUOTE = 24;

  private BadCode() {}

  /**
   * A refusal.
   *
   * @param where the place within what was read, e.g. "word 7"
   * @param what what is wrong there, e.g. "is not four hex digits"
   * @param hint how to mend it
   */
  public static HubFailure at(String where, String what, String hint) {
    return HubFailure.invalid("%s %s.".formatted(where, what), hint).reason(REASON);
  }

  /** A stranger's text, short and printable, in quotes. */
  public static String quote(String text) {
    String shown = text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7e]", "?") + "'";
  }
}
