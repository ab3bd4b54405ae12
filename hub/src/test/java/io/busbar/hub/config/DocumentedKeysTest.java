package io.busbar.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentedKeysTest {
  private static final Path FILE = Path.of("../conf/busbar.yaml");

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void shipsEachKeyWithItsDefaultVariableAndMeaning(ConfigKey key) throws IOException {
    assertThat(Files.readString(FILE)).contains("# " + key.meaning() + ". " + key.env() + "\n");
    assertThat(new ConfigSources(Path.of(""), Map.of()).read(FILE).get(key))
        .isEqualTo(new Settings.Setting(key.fallback(), FILE.toString()));
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void showsEachVariableInTheSample(ConfigKey key) throws IOException {
    assertThat(Files.readString(Path.of("../conf/busbar.env.sample")))
        .contains("\n#" + key.env() + "=" + key.fallback() + "\n");
  }

  @Test
  void hasASampleForEachKey() {
    assertThat(Samples.ENVIRONMENT.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConfigKey.values()).map(ConfigKey::env).toList());
  }
}
