package io.busbar.drivers.process.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one driver instance: a ring in memory and a rotating file. Lines are redacted, then
 * cut; a driver that floods is cut short, with a line that says so. Safe for use by many threads.
 */
public final class DriverLog {
  static final int MAX_LINE = 4_096;
  static final int MAX_LINES_PER_SECOND = 500;
  private static final Logger log = LoggerFactory.getLogger(DriverLog.class);

  private final LogRing ring = new LogRing();
  private final RotatingFile file;
  private final Executor files;
  private final Clock clock;
  private final AtomicBoolean fileIsBroken = new AtomicBoolean();
  private volatile Redaction redaction = Redaction.of(List.of());
  private Instant second = Instant.EPOCH;
  private int linesInSecond;

  /**
   * @param files writes the file; runs one task at a time and may refuse when it is full
   */
  public DriverLog(Path file, Executor files, Clock clock) {
    this.file = new RotatingFile(file);
    this.files = files;
    this.clock = clock;
  }

  /** From now on hides these secrets, and still those of the lines written before. */
  public void redact(Redaction newRedaction) {
    redaction = newRedaction;
  }

  /** The text without the instance's secrets. */
  public String redacted(String text) {
    return redaction.apply(text);
  }

  /**
   * Writes one line.
   *
   * @param origin {@code hub}, {@code out} or {@code err}
   */
  public void write(String origin, String text) {
    Instant now = clock.instant();
    int number = numberInSecond(now.truncatedTo(ChronoUnit.SECONDS));
    if (number == MAX_LINES_PER_SECOND) {
      store(
          now,
          "hub",
          "More than %d lines a second: the rest of this second is left out."
              .formatted(MAX_LINES_PER_SECOND));
    }
    if (number < MAX_LINES_PER_SECOND || origin.equals("hub")) {
      store(now, origin, cut(redaction.apply(text)));
    }
  }

  /** The last so many lines, oldest first. */
  public List<String> tail(int lines) {
    return ring.tail(lines);
  }

  private synchronized int numberInSecond(Instant now) {
    if (!now.equals(second)) {
      second = now;
      linesInSecond = 0;
    }
    return linesInSecond++;
  }

  private void store(Instant now, String origin, String text) {
    String line = "%s %s %s".formatted(now.truncatedTo(ChronoUnit.MILLIS), origin, text);
    ring.add(line);
    try {
      files.execute(() -> append(line));
    } catch (RejectedExecutionException full) {
      log.debug("A line of a driver's log file was left out: too many wait to be written");
    }
  }

  private void append(String line) {
    try {
      file.append(line);
      fileIsBroken.set(false);
    } catch (IOException e) {
      if (!fileIsBroken.getAndSet(true)) {
        log.warn("Cannot write the log file of a driver: {}", e.toString());
      }
    }
  }

  private static String cut(String text) {
    String clean = text.codePoints().anyMatch(Character::isISOControl) ? visible(text) : text;
    return clean.length() <= MAX_LINE ? clean : clean.substring(0, MAX_LINE) + "...";
  }

  /** Control characters would let a driver forge lines or colour a terminal. */
  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
