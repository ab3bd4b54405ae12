package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.hub.testing.HubCommand;
import io.busbar.hub.testing.HubCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and driver folders that the hub refuses: which one, and how to mend it. */
class BadSettingsIT {
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({
    "BUSBAR_COLOUR, red, BUSBAR_COLOUR is not a setting, Did you mean",
    "BUSBAR_PORT, 80, BUSBAR_PORT is no longer a setting, Use PORT",
    "PORT, many, server.port (PORT), 0",
    "BUSBAR_DRIVER_MAX_FRAME, 1TB, drivers.maxFrame (BUSBAR_DRIVER_MAX_FRAME), 16",
    "JWT_SECRET_KEY, short-secret, identity.jwtSecret (JWT_SECRET_KEY), 32",
    "BUSBAR_LOG_LEVEL, loud, log.level (BUSBAR_LOG_LEVEL), debug"
  })
  void doNotStartTheHub(String variable, String value, String name, String hint)
      throws IOException {
    Ended ended = HubCommand.run(settings(variable, value), "run");
    assertRefused(ended, name, hint);
    assertThat(ended.output()).doesNotContain("short-secret");
  }

  @Test
  void inTheFileDoNotStartTheHubEither() throws IOException {
    Path file = scratch.resolve("busbar.yaml");
    Files.writeString(file, "server:\n  prot: 8080\n");
    Ended unknown = HubCommand.run(settings("BUSBAR_CONFIG", file.toString()), "run");
    assertRefused(unknown, "server.prot is not a setting", "server.port");
    Files.writeString(file, "server: [\n");
    Ended broken = HubCommand.run(settings("BUSBAR_CONFIG", file.toString()), "run");
    assertRefused(broken, file.toString(), "YAML");
  }

  @Test
  void driverThatLeavesItsFolderIsNotSound() throws IOException {
    Path folder = driver("../main.py");
    Files.writeString(scratch.resolve("main.py"), "print('hello')\n");
    Ended checked = HubCommand.run(settings("PORT", "0"), "driver", "check", folder.toString());
    assertRefused(checked, "$.driverFile", "");
    Ended installed = HubCommand.run(settings("PORT", "0"), "driver", "install", folder.toString());
    assertThat(installed.output()).doesNotContain("\tat ").contains("$.driverFile");
    assertThat(installed.code()).isEqualTo(1);
    assertThat(scratch.resolve("data/drivers/BAD")).doesNotExist();
  }

  @Test
  void driverWithALinkOutOfItsFolderIsNotSound() throws IOException {
    Path folder = driver("main.py");
    Files.writeString(scratch.resolve("elsewhere.py"), "print('hello')\n");
    Files.createSymbolicLink(folder.resolve("main.py"), scratch.resolve("elsewhere.py"));
    Ended checked = HubCommand.run(settings("PORT", "0"), "driver", "check", folder.toString());
    assertRefused(checked, "main.py", "");
  }

  @Test
  void soundDriverIsSound() throws IOException {
    Path folder = driver("main.py");
    Files.writeString(folder.resolve("main.py"), "print('hello')\n");
    Ended checked = HubCommand.run(settings("PORT", "0"), "driver", "check", folder.toString());
    assertThat(checked.code()).as(checked.output()).isZero();
  }

  private Path driver(String file) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("bad"));
    Files.writeString(
        folder.resolve("bad.driver.json"),
        """
        {"driverKey": "BAD", "driverType": "python", "driverFile": "%s", "name": "Bad",
         "version": "1.0.0"}
        """
            .formatted(file));
    return folder;
  }

  private Map<String, String> settings(String variable, String value) {
    Map<String, String> settings = new HashMap<>();
    settings.put("BUSBAR_DATA_DIR", scratch.resolve("data").toString());
    settings.put("PORT", "0");
    settings.put("BUSBAR_MANAGEMENT_PORT", "0");
    settings.put("BUSBAR_MQTT_PORT", "0");
    settings.put(variable, value);
    return settings;
  }

  private static void assertRefused(Ended ended, String name, String hint) {
    assertThat(ended.code()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains(name, hint).doesNotContain("\tat ", "Exception");
  }
}
