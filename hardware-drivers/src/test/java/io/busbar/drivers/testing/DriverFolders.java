package io.busbar.drivers.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small driver folders, as the hub's bundled ones. */
public final class DriverFolders {
  private DriverFolders() {}

  /** A manifest with a version, a mapped host, a mapped secret and a mapped number. */
  public static String manifest(String key, String type, String file, String version) {
    return """
        {"driverKey": "%s", "driverType": "%s", "driverFile": "%s", "name": "Test", "version": "%s",
         "properties": [
           {"key": "host", "label": "Host", "type": "string", "required": true},
           {"key": "apiToken", "label": "Token", "type": "string"},
           {"key": "seconds", "label": "Seconds", "type": "integer", "defaultValue": 30},
           {"key": "verbose", "label": "Verbose", "type": "boolean"}],
         "envMap": {"host": "TEST_HOST", "apiToken": "TEST_TOKEN", "seconds": "TEST_SECONDS",
                    "verbose": "TEST_VERBOSE"}}
        """
        .formatted(key, type, file, version);
  }

  /** Writes {@code <parent>/<key>} with the manifest above and one implementation. */
  public static void write(Path parent, String key, String type, String file, String code) {
    try {
      Path folder = Files.createDirectories(parent.resolve(key));
      Files.writeString(folder.resolve("test.driver.json"), manifest(key, type, file, "1.0.0"));
      Files.writeString(folder.resolve(file), code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
