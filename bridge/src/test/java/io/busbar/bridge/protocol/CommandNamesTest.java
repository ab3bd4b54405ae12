package io.busbar.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandNamesTest {
  private static final List<String> KNOWN = List.of("LIST_DEVICES", "LIST_DRIVERS", "SCENE_RUN");

  @ParameterizedTest
  @ValueSource(
      strings = {"LIST_DEVICES", "list_devices", "List-Devices", "list.devices", " LIST_DEVICES "})
  void readsAllSpellingsOfAName(String sent) {
    assertThat(CommandNames.canonical(sent)).isEqualTo("LIST_DEVICES");
  }

  @Test
  void findsTheNameThatDiffersLeast() {
    assertThat(CommandNames.nearest("LIST_DEVICE", KNOWN)).isEqualTo("LIST_DEVICES");
    assertThat(CommandNames.nearest("LIST_DRIVRES", KNOWN)).isEqualTo("LIST_DRIVERS");
    assertThat(CommandNames.nearest("RUN_SCENE", KNOWN)).isNotEqualTo("LIST_DEVICES");
  }

  @Test
  void findsNothingNearWhatIsQuiteDifferent() {
    assertThat(CommandNames.nearest("MAKE_COFFEE_AND_TOAST", KNOWN)).isNull();
    assertThat(CommandNames.nearest("X".repeat(100_000), KNOWN)).isNull();
  }
}
