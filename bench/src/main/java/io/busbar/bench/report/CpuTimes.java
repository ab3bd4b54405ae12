package io.busbar.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time used so far, in clock ticks.
 *
 * @param server by the server and its children
 * @param generator by this process
 * @param core by everybody on the server's core
 */
public record CpuTimes(long server, long generator, long core, long nanos) {
  private static final double TICKS_PER_NANO = 100 / 1e9;
  private static final int USER = 11;
  private static final int IDLE = 3;
  private static final int WAIT = 4;
  private static final int COUNTED = 8;

  private record Used(long parent, long ticks) {}

  /** Part of one core that each used between two readings, and that others took. */
  public record Shares(double server, double generator, double others) {}

  /** Reads the times; the server is pinned to core 0. */
  public static CpuTimes read(long serverPid) {
    Map<Long, Used> all = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        note(process, all);
      }
      long self = all.getOrDefault(ProcessHandle.current().pid(), new Used(0, 0)).ticks();
      return new CpuTimes(tree(all, serverPid), self, coreTime(), System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shares since an earlier reading. */
  public Shares since(CpuTimes before) {
    double ticks = (nanos - before.nanos) * TICKS_PER_NANO;
    double used = (server - before.server) / ticks;
    return new Shares(
        used,
        (generator - before.generator) / ticks,
        Math.max(0, (core - before.core) / ticks - used));
  }

  private static void note(Path process, Map<Long, Used> all) {
    try {
      String line = Files.readString(process.resolve("stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
      all.put(
          Long.valueOf(process.getFileName().toString()),
          new Used(Long.parseLong(fields[1]), ticks));
    } catch (IOException gone) {
      all.remove(Long.valueOf(process.getFileName().toString()));
    }
  }

  private static long tree(Map<Long, Used> all, long root) {
    long ticks = 0;
    Deque<Long> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      long pid = open.remove();
      Used used = all.get(pid);
      ticks += used == null ? 0 : used.ticks();
      all.forEach(
          (child, its) -> {
            if (its.parent() == pid) {
              open.add(child);
            }
          });
    }
    return ticks;
  }

  private static long coreTime() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/stat")).stream()
            .filter(each -> each.startsWith("cpu0 "))
            .findFirst()
            .orElseThrow();
    String[] fields = line.split(" ", -1);
    long busy = 0;
    for (int i = 0; i < COUNTED; i++) {
      busy += i == IDLE || i == WAIT ? 0 : Long.parseLong(fields[i + 1]);
    }
    return busy;
  }
}
