package io.busbar.drivers.process.log;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens the logs of driver instances; one idle-ending thread writes the files of all. */
public final class LogFiles {
  private static final int MAX_WAITING = 10_000;
  private static final int IDLE_SECONDS = 10;

  private final Clock clock;
  private final ThreadPoolExecutor files =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          LogFiles::thread);

  public LogFiles(Clock clock) {
    this.clock = clock;
    files.allowCoreThreadTimeOut(true);
  }

  /** The log that is written to this file and its numbered predecessors. */
  public DriverLog open(Path file) {
    return new DriverLog(file, files, clock);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "driver-log-files");
    thread.setDaemon(true);
    return thread;
  }
}
