package io.busbar.bridge.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where a WebJar keeps its files. */
public final class WebJars {
  private WebJars() {}

  /**
   * The class path folder of a WebJar, e.g. {@code META-INF/resources/webjars/lit/3.3.2/}.
   *
   * @throws IllegalStateException when it is not on the class path
   */
  public static String folder(String group, String name) {
    String pom = "META-INF/maven/%s/%s/pom.properties".formatted(group, name);
    try (InputStream in = WebJars.class.getClassLoader().getResourceAsStream(pom)) {
      if (in == null) {
        throw new IllegalStateException("Missing from the build: WebJar " + name);
      }
      Properties properties = new Properties();
      properties.load(in);
      return "META-INF/resources/webjars/%s/%s/".formatted(name, properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
