package io.busbar.drivers.extender;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulated extender as a process. */
public final class Simulator {
  /** Its token. */
  public static final String TOKEN = "t".repeat(40);

  private final Process process;
  private final Fields ports;
  private final HttpClient client = HttpClient.newHttpClient();

  private Simulator(Process process, Fields ports) {
    this.process = process;
    this.ports = ports;
  }

  /** Starts one with PIN 1234, in which time passes ten times faster. */
  public static Simulator start() throws IOException {
    return startIn(Path.of(""));
  }

  /** Starts one from the folder of the drivers. */
  public static Simulator startIn(Path drivers) throws IOException {
    String program = drivers.resolve("simulators/extender/main.py").toString();
    Process process =
        new ProcessBuilder("python3", program, "--token", TOKEN, "--pin", "1234", "--speed", "10")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the simulator did not start");
    }
    return new Simulator(
        process, new Fields(Json.readObject(line.getBytes(StandardCharsets.UTF_8))));
  }

  public ExtenderAddress address() {
    return new ExtenderAddress("127.0.0.1", port("http"), port("push"));
  }

  public int port(String name) {
    return ports.get(name) instanceof Number number ? number.intValue() : 0;
  }

  /** Asks the control port for something to happen. */
  public void control(String path, Fields body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(control(path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (!answer.body().contains("true")) {
      throw new IOException("the simulator answers " + answer.body());
    }
  }

  /** All it has sent. */
  public List<Fields> sent() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(control("/sent")).build();
    byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    return new Fields(Json.readObject(answer))
        .list("sent").stream().<Fields>map(Fields::from).toList();
  }

  private URI control(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port("control"), path));
  }

  /** Ends it. */
  public void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      Process ignored = process.destroyForcibly();
    }
  }
}
