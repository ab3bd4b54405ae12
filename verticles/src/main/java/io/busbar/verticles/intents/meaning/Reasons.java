package io.busbar.verticles.intents.meaning;

/** Why a sentence comes to no action; clients see these words. */
public final class Reasons {
  public static final String NOT_UNDERSTOOD = "NOT_UNDERSTOOD";
  public static final String NEGATED = "NEGATED";
  public static final String AMBIGUOUS = "AMBIGUOUS";
  public static final String NO_SUCH_TARGET = "NO_SUCH_TARGET";
  public static final String FORBIDDEN = "FORBIDDEN";
  public static final String TOO_MANY = "TOO_MANY";
  public static final String NOT_FOR_SCHEDULES = "NOT_FOR_SCHEDULES";

  private Reasons() {}
}
