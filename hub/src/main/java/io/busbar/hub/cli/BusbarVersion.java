package io.busbar.hub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Tells the version the build wrote into the jar, and the Java it runs on. */
public final class BusbarVersion implements IVersionProvider {
  BusbarVersion() {}

  /** The version alone, {@code 1.2.3}. */
  public static String number() {
    try (InputStream file =
        Objects.requireNonNull(BusbarVersion.class.getResourceAsStream("/busbar.version"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Busbar " + number() + " on Java " + Runtime.version()};
  }
}
