package io.busbar.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.contracts.bus.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sample driver of each kit, installed under a key of its own and with one more property, a
 * token, which it spills into its log.
 */
public final class SampleDrivers {
  /** The languages there is one in. */
  public static final List<String> LANGUAGES = List.of("python", "javascript", "lua");

  private static final Path SAMPLES = Path.of("../hardware-drivers/conformance/sample");
  private static final Map<String, String> INTERPRETERS =
      Map.of("python", "python3", "javascript", "node", "lua", "lua5.4");
  private static final Map<String, String> FILES =
      Map.of("python", "main.py", "javascript", "main.js", "lua", "main.lua");
  private static final Map<String, String> SPILLS =
      Map.of(
          "python",
          "import os, sys; print('token', os.environ.get('SAMPLE_TOKEN'), file=sys.stderr)\n",
          "javascript",
          "console.error('token', process.env.SAMPLE_TOKEN);\n",
          "lua",
          "io.stderr:write('token ' .. (os.getenv('SAMPLE_TOKEN') or '') .. '\\n')\n");

  private SampleDrivers() {}

  /** The key a language's driver is installed under. */
  public static String key(String language) {
    return "SAMPLE_" + language.toUpperCase(Locale.ROOT);
  }

  /** Installs all of them with the command line. */
  public static void install(Path scratch, Path storage) throws IOException {
    for (String language : LANGUAGES) {
      Path folder = prepare(language, scratch.resolve(language));
      HubCommand.Ended ended =
          HubCommand.run(
              Map.of("HOS_RUNTIME_STORAGE_DIR", storage.toString()),
              "driver",
              "install",
              folder.toString());
      assertThat(ended.code()).as(ended.output()).isZero();
    }
  }

  /** Skips the test, saying why, where the interpreter of a language is missing. */
  public static void assumeInterpreter(String language) {
    String interpreter = INTERPRETERS.get(language);
    boolean present =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, interpreter)));
    assumeTrue(present, "The interpreter %s is missing: install it.".formatted(interpreter));
  }

  private static Path prepare(String language, Path folder) throws IOException {
    Path source = SAMPLES.resolve(language);
    Path manifest = Files.createDirectories(folder).resolve("sample.driver.json");
    ObjectNode changed =
        (ObjectNode) Json.MAPPER.readTree(source.resolve("sample.driver.json").toFile());
    changed.put("driverKey", key(language));
    ((ArrayNode) changed.get("properties"))
        .addObject()
        .put("key", "apiToken")
        .put("label", "Token")
        .put("type", "string")
        .put("required", false);
    ((ObjectNode) changed.get("envMap")).put("apiToken", "SAMPLE_TOKEN");
    Files.write(manifest, Json.bytes(changed));
    String file = FILES.get(language);
    Files.writeString(
        folder.resolve(file), SPILLS.get(language) + Files.readString(source.resolve(file)));
    return folder;
  }
}
