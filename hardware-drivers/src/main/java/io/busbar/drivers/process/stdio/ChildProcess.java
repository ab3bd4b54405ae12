package io.busbar.drivers.process.stdio;

import io.busbar.drivers.process.launch.Launch;
import io.busbar.drivers.process.log.DriverLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started driver process with the four threads that talk to it, all named after it. */
final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final ProcessGroup group;
  private final PidFile pidFile;
  private final StdinPump stdin;
  private final DriverLog driverLog;
  private final String name;
  private final long startedAt = System.nanoTime();

  private ChildProcess(
      Process process, Launch launch, PidFile pidFile, DriverLog driverLog, String name) {
    this.process = process;
    this.group = new ProcessGroup(process.toHandle(), launch.ownGroup());
    this.pidFile = pidFile;
    this.stdin = new StdinPump(process.getOutputStream(), System::nanoTime);
    this.driverLog = driverLog;
    this.name = name;
  }

  /** Starts a process; one that an earlier hub left behind is ended first. Blocks. */
  static ChildProcess start(Launch launch, DriverLog driverLog, String name) throws IOException {
    Path work = launch.folder().work();
    Files.createDirectories(work);
    Files.setPosixFilePermissions(
        launch.folder().path(), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx------"));
    PidFile pidFile = new PidFile(launch.folder().pidFile());
    if (pidFile.endLeftover()) {
      driverLog.write("hub", "ended a process that an earlier run of the hub had left behind");
    }
    ProcessBuilder builder = new ProcessBuilder(launch.command()).directory(work.toFile());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    ChildProcess child = new ChildProcess(process, launch, pidFile, driverLog, name);
    child.remember(launch.ownGroup());
    return child;
  }

  /**
   * Starts to talk.
   *
   * @param lines gets the lines of stdout, on their reader's thread, and may block it
   * @param exit gets the exit code, after the last line, when all that the driver started is gone
   */
  void talk(Consumer<LineReader.Line> lines, Consumer<String> errors, Consumer<Integer> exit) {
    List<Thread> readers = new ArrayList<>();
    readers.add(thread("out", () -> read(process.getInputStream(), lines)));
    readers.add(
        thread("err", () -> read(process.getErrorStream(), line -> errors.accept(text(line)))));
    readers.forEach(Thread::start);
    thread("in", stdin).start();
    thread("exit", () -> exit.accept(awaitExit(readers))).start();
  }

  StdinPump stdin() {
    return stdin;
  }

  long pid() {
    return process.pid();
  }

  Duration lived() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** Asks all to end; blocks for a moment. */
  void terminate() {
    group.terminate();
  }

  /** Ends all; blocks for a moment. */
  void kill() {
    group.kill();
  }

  private void remember(boolean ownGroup) {
    try {
      pidFile.write(process.toHandle(), ownGroup);
    } catch (IOException e) {
      log.warn("Cannot remember the process of {}: {}", name, e.toString());
    }
  }

  private int awaitExit(List<Thread> readers) {
    int code = -1;
    try {
      code = process.waitFor();
      group.kill();
      stdin.end();
      for (Thread reader : readers) {
        reader.join(LAST_WORDS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pidFile.delete();
    return code;
  }

  private void read(InputStream in, Consumer<LineReader.Line> lines) {
    LineReader reader = new LineReader(in, LineReader.MAX_BYTES);
    try {
      for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
        lines.accept(line);
      }
    } catch (IOException closed) {
      driverLog.write("hub", "its output broke off: " + closed.getMessage());
    }
  }

  private static String text(LineReader.Line line) {
    return line.tooLong()
        ? "(skipped a line of %d bytes)".formatted(line.length())
        : new String(line.bytes(), StandardCharsets.UTF_8);
  }

  private Thread thread(String part, Runnable work) {
    Thread thread = new Thread(work, "driver-%s-%s".formatted(name, part));
    thread.setDaemon(true);
    return thread;
  }
}
