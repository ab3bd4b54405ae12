package io.busbar.bridge.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.bridge.socketio.engineio.Door;
import io.busbar.bridge.socketio.example.Echo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** npm's socket.io-client, newest and oldest of version 4 and newest of 3, on every transport. */
class SocketIoClientsIT {
  private static final Path SCRIPTS = Path.of("../hub/src/test/e2e").toAbsolutePath().normalize();

  @Test
  void everyGenerationTalksOnEveryTransport() throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(SCRIPTS.resolve("node_modules/socket.io-client")),
        "npm packages are missing: run `npm ci` in hub/src/test/e2e");
    SocketIoServer server = SocketIoServer.create(SocketIoOptions.defaults());
    Echo.namespaces(server);
    try (Door door = new Door("/socket.io/", server::mount)) {
      ProcessBuilder builder =
          new ProcessBuilder("node", "socketio.e2e.mjs").redirectErrorStream(true);
      builder.directory(SCRIPTS.toFile());
      builder.environment().put("ECHO_URL", "http://127.0.0.1:" + door.port());
      Process node = builder.start();
      String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor(120, TimeUnit.SECONDS)).as(output).isTrue();
      assertThat(node.exitValue()).as(output).isZero();
      assertThat(output.lines().filter(line -> line.endsWith("checks passed"))).hasSize(9);
    }
  }
}
