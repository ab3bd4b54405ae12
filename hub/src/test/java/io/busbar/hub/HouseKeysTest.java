package io.busbar.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseKeysTest {
  private static final Secret SET = new Secret("thistle-anchor-mallow-copper-2217");

  @TempDir private Path temp;
  private final Map<String, String> kept = new HashMap<>();

  @Test
  void keepsTheKeysOfTheHouseInTheFilesOfEachNode() throws Exception {
    HouseKeys alone = read("cellar", null, null);
    HouseKeys attic = read("attic", null, this::keyOf);
    HouseKeys cellar = read("cellar", null, this::keyOf);

    assertThat(cellar).isEqualTo(attic).isNotEqualTo(alone);
    assertThat(read("cellar", null, null)).isEqualTo(attic);
    for (String key : new String[] {"jwt", "secrets.key"}) {
      assertThat(text("cellar", key)).isEqualTo(text("attic", key));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("cellar", key))))
          .isEqualTo("rw-------");
      assertThat(file("attic", key + ".former")).doesNotExist();
    }
    assertThat(text("cellar", "jwt.former")).isEqualTo(alone.signing().reveal());
    assertThat(file("cellar", "secrets.key.former")).exists();
  }

  @Test
  void doesNotOverruleAConfiguredKey() throws Exception {
    HouseKeys attic = read("attic", null, this::keyOf);
    assertThatThrownBy(() -> read("cellar", SET, this::keyOf))
        .isInstanceOfSatisfying(
            ConfigFault.class,
            fault -> {
              assertThat(fault).hasMessageContaining("JWT_SECRET_KEY");
              assertThat(fault.hint()).contains("cluster_keys");
            });
    assertThat(read("cellar", attic.signing(), this::keyOf)).isEqualTo(attic);
    assertThat(file("cellar", "jwt")).doesNotExist();
  }

  @Test
  void sharesAConfiguredKey() throws Exception {
    assertThat(read("attic", SET, this::keyOf).signing()).isEqualTo(SET);
    assertThat(read("cellar", SET, this::keyOf).signing()).isEqualTo(SET);
    assertThat(read("garage", null, this::keyOf).signing()).isEqualTo(SET);
  }

  private HouseKeys read(String node, @Nullable Secret configured, HouseKeys.@Nullable Nodes nodes)
      throws IOException, TimeoutException {
    try (HubFolder folder = HubFolder.open(temp.resolve(node), new SecureRandom())) {
      return HouseKeys.read(configured, folder, nodes);
    }
  }

  private String keyOf(String name, String own) {
    return kept.computeIfAbsent(name, absent -> own);
  }

  private Path file(String node, String key) {
    return temp.resolve(node).resolve("keys").resolve(key);
  }

  private String text(String node, String key) throws IOException {
    return Files.readString(file(node, key)).strip();
  }
}
