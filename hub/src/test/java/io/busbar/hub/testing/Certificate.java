package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that signed itself, made by openssl.
 *
 * @param file what it says, a PEM file
 * @param key its private key, a PEM file
 */
public record Certificate(Path file, Path key) {
  private static final long LONGEST_SECONDS = 60;

  /**
   * Makes one; skips the test where openssl is missing.
   *
   * @param name whom it is for: {@code IP:127.0.0.1} or {@code DNS:broker.lan}
   */
  public static Certificate make(Path folder, String name) throws IOException {
    assumeTrue(Path.of("/usr/bin/openssl").toFile().canExecute(), "openssl is missing");
    Path file = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    Process process =
        new ProcessBuilder(
                "/usr/bin/openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=broker",
                "-addext",
                "subjectAltName=" + name,
                "-keyout",
                key.toString(),
                "-out",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    assertThat(process.exitValue()).as(output).isZero();
    return new Certificate(file, key);
  }
}
