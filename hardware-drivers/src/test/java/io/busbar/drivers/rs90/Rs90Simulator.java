package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulated remote as a process. */
public final class Rs90Simulator implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private Rs90Simulator(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts one that connects to a broker on loopback as user {@code remote}. */
  public static Rs90Simulator start(Path drivers, int port, String password, String... options)
      throws IOException {
    List<String> line =
        new ArrayList<>(List.of("python3", drivers.resolve("simulators/rs90/main.py").toString()));
    line.addAll(List.of("--port", Integer.toString(port)));
    line.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("RS90_PASSWORD", password);
    Rs90Simulator started = new Rs90Simulator(builder.start());
    Fields ignored = started.answer();
    return started;
  }

  /** Gives it a line of control; fails when it does not do it. */
  public void tell(String line) throws IOException {
    Fields ignored = ask(line);
  }

  /** What it did for the hub so far, of one kind. */
  public List<String> seen(String kind) throws IOException {
    return ask("seen").list("seen").stream()
        .map(Fields::from)
        .filter(each -> kind.equals(each.get("did")))
        .map(each -> String.valueOf(each.get("what")))
        .toList();
  }

  private Fields ask(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
    Fields answer = answer();
    if (answer.has("error")) {
      throw new IOException("the simulated remote says " + answer.get("error"));
    }
    return answer;
  }

  private Fields answer() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the simulated remote ended");
    }
    return new Fields(Json.readObject(line.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    input.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        Process ignored = process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
