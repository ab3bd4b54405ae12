package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mosquitto broker of its own process on loopback, and mosquitto's clients. */
public final class Mosquitto implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LONGEST_CLIENT_SECONDS = 90;

  private final Path folder;
  private final int port;
  private final String settings;
  private @Nullable Process process;

  private Mosquitto(Path folder, int port, String settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /** Starts a broker that forgets everything when it ends; skips the test where it is missing. */
  public static Mosquitto start() throws IOException {
    return start("");
  }

  /** Starts one that speaks only TLS, with this certificate. */
  public static Mosquitto start(Certificate certificate) throws IOException {
    return start(
        "user %s\ncertfile %s\nkeyfile %s\n"
            .formatted(System.getProperty("user.name"), certificate.file(), certificate.key()));
  }

  private static Mosquitto start(String settings) throws IOException {
    assumeTrue(broker() != null, "mosquitto is missing");
    Mosquitto broker =
        new Mosquitto(Files.createTempDirectory("busbar-mosquitto-"), FreePort.take(), settings);
    broker.again();
    return broker;
  }

  /** Whether mosquitto's clients are installed; skips the test where they are not. */
  public static void assumeClients() {
    assumeTrue(find("mosquitto_sub") != null, "mosquitto-clients are missing");
  }

  public int port() {
    return port;
  }

  /** Starts it again after {@link #kill}, on the same port. */
  public void again() throws IOException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        "listener %d 127.0.0.1\nallow_anonymous true\npersistence false\n%s"
            .formatted(port, settings));
    process =
        new ProcessBuilder(Objects.requireNonNull(broker()), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await().atMost(PATIENCE).until(this::listens);
  }

  /** Ends it at once. */
  public void kill() throws IOException {
    Process running = process;
    if (running != null) {
      try {
        assertThat(running.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  /** Runs one of mosquitto's clients and answers what it wrote. */
  public static String client(String program, int port, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(program, "-h", "127.0.0.1"));
    line.addAll(List.of("-p", Integer.toString(port)));
    line.addAll(arguments);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(LONGEST_CLIENT_SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable String broker() {
    return find("mosquitto");
  }

  private static @Nullable String find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }
}
