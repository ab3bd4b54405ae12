package io.busbar.drivers.process.stdio;

import io.busbar.drivers.process.Ending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells from what a process said and how it ended whether its settings are at fault (spec 7.6).
 * Safe for use by the threads that read its output.
 */
final class ExitStory {
  static final int CONFIGURATION_CODE = 2;
  static final Duration EARLY = Duration.ofSeconds(2);
  private static final int SIGNAL_CODES = 128;
  private static final int MAX_TEXT = 500;
  private static final int KEPT = 2;

  private final Deque<String> lastErrors = new ArrayDeque<>();
  private int errors;
  private boolean spoke;

  synchronized void saidOnStdout() {
    spoke = true;
  }

  synchronized void saidOnStderr(String line) {
    if (line.isBlank()) {
      return;
    }
    errors++;
    lastErrors.addLast(line);
    if (lastErrors.size() > KEPT) {
      lastErrors.removeFirst();
    }
  }

  synchronized Ending ending(int code, Duration lived) {
    String line = lastErrors.isEmpty() ? "" : shortened(lastErrors.getLast().strip());
    if (code == CONFIGURATION_CODE) {
      return Ending.configuration(line.isEmpty() ? "It ended with code 2 and said nothing." : line);
    }
    boolean oneLine = errors == 1 && !spoke;
    if (code != 0 && code < SIGNAL_CODES && oneLine && lived.compareTo(EARLY) < 0) {
      return Ending.configuration(line);
    }
    String how =
        code > SIGNAL_CODES
            ? "ended by signal " + (code - SIGNAL_CODES)
            : "ended by itself with code " + code;
    return Ending.crash(line.isEmpty() ? how : how + ": " + line);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }
}
