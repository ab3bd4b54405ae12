package io.busbar.hub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Tells the version the build wrote into the jar, and the Java it runs on. */
final class BusbarVersion implements IVersionProvider {
  BusbarVersion() {}

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"Busbar " + number() + " on Java " + Runtime.version()};
  }

  static String number() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(BusbarVersion.class.getResourceAsStream("/busbar.version"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
