package io.busbar.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs of PostgreSQL, which refuse to be run by root. */
final class PostgresCommands {
  private static final List<String> OTHER_USER = List.of("unshare", "-U");
  private static final int LOG_TAIL = 20;

  private final List<String> prefix;

  private PostgresCommands(List<String> prefix) {
    this.prefix = prefix;
  }

  /**
   * @throws PostgresFault the hub runs as root and cannot run a program as somebody else
   */
  static PostgresCommands open() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    if (!root) {
      return new PostgresCommands(List.of());
    }
    if (!succeeds(List.of("unshare", "-U", "true"))) {
      throw new PostgresFault(
          "PostgreSQL refuses to run as root, and this machine has no user namespaces.",
          "Run Busbar as another user, or set BUSBAR_DATABASE_URL to a PostgreSQL of your own.");
    }
    return new PostgresCommands(OTHER_USER);
  }

  /** Runs a program to its end. */
  void run(Path log, byte[] input, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    Process process =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    if (!ended(process, 120) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw failed(Path.of(command.get(0)).getFileName() + " failed.", log);
    }
  }

  /** Starts a program that outlives signals to the hub's terminal. */
  Process launch(Path log, List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    if (succeeds(List.of("setsid", "true"))) {
      all.add("setsid");
    }
    all.addAll(prefix);
    all.addAll(command);
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(log.toFile())
        .start();
  }

  /** Sends a signal; a process that is gone is no failure. */
  static void signal(String signal, long pid) {
    boolean sent = succeeds(List.of("sh", "-c", "kill -" + signal + " " + pid));
    if (!sent && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      throw new PostgresFault(
          "PostgreSQL (process " + pid + ") cannot be stopped.", "Stop it by hand.");
    }
  }

  static PostgresFault failed(String what, Path log) {
    String tail = "";
    try {
      List<String> lines = Files.readAllLines(log);
      tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    } catch (IOException e) {
      tail = "(its log cannot be read)";
    }
    return new PostgresFault(what + "\n" + tail.strip(), "Its log is " + log + ".");
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return ended(process, 10) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ended(Process process, long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
