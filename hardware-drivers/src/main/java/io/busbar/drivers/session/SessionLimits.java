package io.busbar.drivers.session;

import java.time.Duration;

/**
 * How much one driver may do (spec 6.1, 6.3, 6.4, 6.5).
 *
 * @param eventsPerSecond sustained rate of events; beyond it metrics are dropped and states
 *     coalesce
 * @param eventBurst how many events may come at once
 * @param openCommands how many commands may wait for a result
 * @param resultWithin after this a delivered command's outcome is unknown
 * @param registerWithin how long a link may stay unregistered
 */
public record SessionLimits(
    int eventsPerSecond,
    int eventBurst,
    int openCommands,
    Duration resultWithin,
    Duration registerWithin) {

  /** The limits of the specification. */
  public static final SessionLimits DEFAULT =
      new SessionLimits(200, 1000, 256, Duration.ofSeconds(120), Duration.ofSeconds(30));

  static final int MAX_FAILED_REGISTRATIONS = 3;
  static final int MAX_INVALID_IN_A_ROW = 20;
  static final int MAX_WAITING_FRAMES = 256;
  static final int MAX_OPEN_REPORTS = 512;

  public SessionLimits {
    if (eventsPerSecond < 1 || eventBurst < 1 || openCommands < 1) {
      throw new IllegalArgumentException("driver limits must be at least 1");
    }
  }
}
