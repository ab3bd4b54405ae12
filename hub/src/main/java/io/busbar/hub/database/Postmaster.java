package io.busbar.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server as its {@code postmaster.pid} describes it.
 *
 * @param ready whether it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Reads the file; empty when there is none or it is still being written. */
  static Optional<Postmaster> read(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATUS_LINE && "ready".equals(lines.get(STATUS_LINE).strip());
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.get(0).strip()),
              Integer.parseInt(lines.get(PORT_LINE).strip()),
              ready));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process lives and is this program on this data directory. */
  boolean runs(Path program, Path cluster) {
    List<String> words = arguments();
    return !words.isEmpty()
        && words.get(0).equals(program.toString())
        && words.contains(cluster.toString());
  }

  /** Whether the process lives and is some PostgreSQL on this data directory. */
  boolean serves(Path cluster) {
    List<String> words = arguments();
    return !words.isEmpty()
        && words.get(0).endsWith("/postgres")
        && words.contains(cluster.toString());
  }

  boolean alive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Its process and those it started, the latter first. */
  List<ProcessHandle> family() {
    List<ProcessHandle> all = new ArrayList<>();
    ProcessHandle.of(pid)
        .ifPresent(
            server -> {
              server.descendants().forEach(all::add);
              all.add(server);
            });
    return all;
  }

  /** The words of its command line; none when it is gone or belongs to somebody else. */
  private List<String> arguments() {
    try {
      return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
