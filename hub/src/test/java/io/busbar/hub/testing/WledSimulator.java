package io.busbar.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;

/** The simulated light strip of the WLED driver's own tests, as a process. */
public final class WledSimulator implements AutoCloseable {
  private static final String SCRIPT =
      "new (require(process.argv[1]).Simulator)().start().then(s => console.log(s.port))";

  private final Process process;
  private final String address;

  private WledSimulator(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  public static WledSimulator start() throws IOException {
    Path simulator = Path.of("../hardware-drivers/wled/tests/simulator.js").toRealPath();
    Process process =
        new ProcessBuilder("node", "-e", SCRIPT, simulator.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    return new WledSimulator(process, "127.0.0.1:" + output.readLine());
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** The state the strip is in. */
  public JsonNode state() throws IOException {
    try (InputStream body = URI.create("http://" + address + "/json/state").toURL().openStream()) {
      return Json.MAPPER.readTree(body);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
