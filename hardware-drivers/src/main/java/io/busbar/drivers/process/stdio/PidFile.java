package io.busbar.drivers.process.stdio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the process of an instance beyond the life of the hub, so that one that a killed hub
 * left behind is ended before the next start. A process is known by its id and its start: ids are
 * used again. Blocks.
 */
final class PidFile {
  private static final Logger log = LoggerFactory.getLogger(PidFile.class);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int LINES = 3;
  private static final int START_TICKS = 19;

  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessHandle process, boolean ownGroup) throws IOException {
    List<String> lines =
        List.of(Long.toString(process.pid()), startOf(process), Boolean.toString(ownGroup));
    Files.write(file, lines);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("Cannot delete {}: {}", file, e.toString());
    }
  }

  /** Ends the process of the file when it still is the one that was started. */
  boolean endLeftover() {
    Optional<ProcessHandle> leftover = leftover();
    leftover.ifPresent(process -> new ProcessGroup(process, ownGroup()).kill());
    leftover.ifPresent(PidFile::awaitEnd);
    delete();
    return leftover.isPresent();
  }

  private Optional<ProcessHandle> leftover() {
    List<String> lines = lines();
    if (lines.size() < LINES) {
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(lines.get(0)))
          .filter(process -> startOf(process).equals(lines.get(1)));
    } catch (NumberFormatException e) {
      log.warn("{} does not hold a process id", file);
      return Optional.empty();
    }
  }

  private boolean ownGroup() {
    List<String> lines = lines();
    return lines.size() == LINES && Boolean.parseBoolean(lines.get(LINES - 1));
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      log.warn("Cannot read {}: {}", file, e.toString());
      return List.of();
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** What tells this process from an earlier or later one with the same id. */
  private static String startOf(ProcessHandle process) {
    Path stat = Path.of("/proc/%d/stat".formatted(process.pid()));
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String[] afterName = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return boot + "/" + afterName[START_TICKS];
    } catch (IOException noProc) {
      return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
  }
}
