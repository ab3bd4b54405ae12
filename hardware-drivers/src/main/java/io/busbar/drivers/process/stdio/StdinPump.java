package io.busbar.drivers.process.stdio;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The one writer of a driver's stdin, on a thread of its own; {@link #run} blocks. */
final class StdinPump implements Runnable {
  static final int MAX_LINES = 1_024;
  static final long FULL_BYTES = 256 * 1024;
  private static final byte[] END = new byte[0];
  private static final long IDLE = Long.MIN_VALUE;

  private final OutputStream stdin;
  private final LongSupplier nanos;
  private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>(MAX_LINES);
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile long writingSince = IDLE;
  private volatile boolean ended;

  /**
   * @param nanos a monotonic clock
   */
  StdinPump(OutputStream stdin, LongSupplier nanos) {
    this.stdin = stdin;
    this.nanos = nanos;
  }

  /** Takes one line without its end; false when too many wait. */
  boolean offer(byte[] line) {
    if (ended) {
      return true;
    }
    boolean taken = lines.offer(line);
    if (taken) {
      waitingBytes.addAndGet(line.length);
    }
    return taken;
  }

  /** Whether the driver reads slower than the hub writes. */
  boolean isFull() {
    return waitingBytes.get() > FULL_BYTES || lines.remainingCapacity() == 0;
  }

  /** How long the line that is being written has been stuck in the pipe. */
  Duration stuckFor() {
    long since = writingSince;
    return since == IDLE ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - since);
  }

  /** Closes stdin after what waits; lines that come later are dropped. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (!lines.offer(END)) {
      lines.clear();
      boolean nowFits = lines.offer(END);
      assert nowFits;
    }
  }

  @Override
  public void run() {
    try (stdin) {
      byte[] line = lines.take();
      while (line != END) {
        write(line);
        line = lines.take();
      }
    } catch (IOException broken) {
      ended = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(byte[] line) throws IOException {
    writingSince = nanos.getAsLong();
    stdin.write(line);
    stdin.write('\n');
    stdin.flush();
    writingSince = IDLE;
    waitingBytes.addAndGet(-line.length);
  }
}
