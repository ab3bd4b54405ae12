package io.busbar.drivers.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.contracts.bus.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README of a driver says what its manifest does. */
class DriverReadmeTest {
  static Stream<Path> manifests() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("."))) {
      for (Path folder : folders) {
        Path manifest = folder.resolve(folder.getFileName() + ".driver.json");
        if (Files.exists(manifest)) {
          found.add(manifest);
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(5);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void namesEveryPropertyWithItsDefault(Path manifest) throws IOException {
    List<String> readme = Files.readAllLines(manifest.resolveSibling("README.md"));
    for (JsonNode property : Json.MAPPER.readTree(manifest.toFile()).path("properties")) {
      String key = "`%s`".formatted(property.path("key").asText());
      String usual = property.path("defaultValue").asText("").toLowerCase(Locale.ROOT);
      assertThat(readme)
          .as("%s of %s, with its default %s", key, manifest, usual)
          .anyMatch(line -> line.contains(key) && line.toLowerCase(Locale.ROOT).contains(usual));
    }
  }
}
