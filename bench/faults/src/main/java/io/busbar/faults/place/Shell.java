package io.busbar.faults.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands of the system. */
final class Shell {
  private static final long PATIENCE_SECONDS = 60;

  private Shell() {}

  /**
   * Runs a command to its end and returns what it said.
   *
   * @throws IOException it failed; the message holds what it said
   */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (await(process) != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }

  static String run(String... command) throws IOException {
    return run(List.of(command));
  }

  /** Whether a command succeeds. */
  static boolean can(String... command) {
    try {
      String unused = run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a signal to processes; those that are gone are no failure. */
  static void signal(String signal, List<ProcessHandle> processes) {
    for (ProcessHandle each : processes) {
      boolean unused = can("kill", "-" + signal, Long.toString(each.pid()));
    }
  }

  static int await(Process process) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("Not ended within " + PATIENCE_SECONDS + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
