package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client written in JavaScript, run as a process of its own. */
public final class NodeScript {
  private static final Path FOLDER = Path.of("src/test/e2e").toAbsolutePath();
  private static final int MISSING = 77;

  private NodeScript() {}

  /** Runs it to its end; skips the test, saying why, where Node or the npm packages are missing. */
  public static void run(String script, Map<String, String> settings) throws IOException {
    run(script, settings, line -> {});
  }

  /** As {@link #run}; every line it writes is told at once. */
  public static void run(String script, Map<String, String> settings, LineListener listener)
      throws IOException {
    assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules")),
        "npm packages are missing: run `npm ci` in hub/src/test/e2e");
    ProcessBuilder builder = new ProcessBuilder("node", script).redirectErrorStream(true);
    builder.directory(FOLDER.toFile()).environment().putAll(settings);
    Process process = builder.start();
    String output = read(process, listener);
    int code = exitCode(process);
    assumeTrue(code != MISSING, output);
    System.out.println(output);
    assertThat(code).as(output).isZero();
  }

  /** Hears what a script writes. */
  @FunctionalInterface
  public interface LineListener {
    void heard(String line) throws IOException;
  }

  private static String read(Process process, LineListener listener) throws IOException {
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        listener.heard(line);
      }
    }
    return output.toString();
  }

  private static int exitCode(Process process) throws IOException {
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
