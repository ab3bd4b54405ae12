package io.busbar.drivers.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What run-kit-tests.sh said.
 *
 * @param suites what it ran, in order
 * @param leftOut what it did not run, and why
 */
record KitSuites(int exitCode, List<Suite> suites, List<String> leftOut, String output) {
  private static final long MINUTES = 8;
  private static final Pattern SUITE =
      Pattern.compile("([a-z][^:]*): (\\d+) passed, (\\d+) failed");
  private static final Pattern LEFT_OUT = Pattern.compile("left out: (.*)");

  /**
   * One suite.
   *
   * @param output what it printed when it failed
   */
  record Suite(String name, int passed, int failed, String output) {}

  /** Runs the script in its folder, and waits for its end. */
  static KitSuites run(Path script, Path log) {
    try {
      Process process =
          new ProcessBuilder("sh", script.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return read(process.exitValue(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static KitSuites read(int exitCode, String output) {
    List<Suite> suites = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String line : output.lines().toList()) {
      Matcher left = LEFT_OUT.matcher(line);
      Matcher suite = SUITE.matcher(line);
      if (left.matches()) {
        leftOut.add(left.group(1));
      } else if (suite.matches()) {
        int passed = Integer.parseInt(suite.group(2));
        suites.add(new Suite(suite.group(1), passed, Integer.parseInt(suite.group(3)), ""));
      } else if (line.startsWith(" ") && !suites.isEmpty()) {
        Suite last = suites.remove(suites.size() - 1);
        String more = last.output() + line.strip() + "\n";
        suites.add(new Suite(last.name(), last.passed(), last.failed(), more));
      }
    }
    return new KitSuites(exitCode, List.copyOf(suites), List.copyOf(leftOut), output);
  }
}
