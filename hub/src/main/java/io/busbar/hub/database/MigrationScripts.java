package io.busbar.hub.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The migrations on the class path: script name to checksum, counted as Flyway counts it. */
final class MigrationScripts {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String SUFFIX = ".sql";

  private MigrationScripts() {}

  static Map<String, Integer> on(ClassLoader classes, String folder) {
    try {
      Map<String, Integer> scripts = new TreeMap<>();
      for (URL place : Collections.list(classes.getResources(folder))) {
        for (String name : names(place)) {
          scripts.put(name, checksum(classes, folder + "/" + name));
        }
      }
      return scripts;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("The migrations cannot be listed.", e);
    }
  }

  private static List<String> names(URL place) throws IOException, URISyntaxException {
    if (place.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      String prefix = jar.getEntryName() + (jar.getEntryName().endsWith("/") ? "" : "/");
      try (var archive = jar.getJarFile()) {
        return archive.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(prefix) && name.endsWith(SUFFIX))
            .map(name -> name.substring(prefix.length()))
            .toList();
      }
    }
    URI uri = place.toURI();
    Path root = Path.of(uri);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX))
          .toList();
    }
  }

  private static String plain(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private static int checksum(ClassLoader classes, String resource) throws IOException {
    try (InputStream content = Objects.requireNonNull(classes.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
      CRC32 sum = new CRC32();
      lines.lines().forEach(line -> sum.update(plain(line).getBytes(StandardCharsets.UTF_8)));
      return (int) sum.getValue();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
