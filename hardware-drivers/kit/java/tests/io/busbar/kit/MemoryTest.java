package io.busbar.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private final Memory memory = new Memory();

  @BeforeEach
  void announce() {
    memory.announced(new Device("d", "Device", "sensor", List.of(), Map.of(), List.of()));
  }

  @Test
  void replacesKeysAndMergesExtrasOneLevelDeep() {
    Map<String, Integer> readings = Map.of("signal", -60);
    memory.patched("d", Map.of("power", true, "extras", Map.of("status", "ok", "now", readings)));
    memory.patched("d", Map.of("power", false, "extras", Map.of("status", "offline")));

    assertThat(state())
        .containsEntry("power", false)
        .containsEntry("extras", Map.of("status", "offline", "now", readings));
  }

  @Test
  void extrasThatAreNoObjectAreReplaced() {
    memory.patched("d", Map.of("extras", Map.of("status", "ok")));
    memory.patched("d", Map.of("extras", "none"));
    assertThat(state()).containsEntry("extras", "none");

    memory.patched("d", Map.of("extras", Map.of("status", "ok")));
    assertThat(state()).containsEntry("extras", Map.of("status", "ok"));
  }

  @Test
  void whatWasToldDoesNotChangeLater() {
    memory.patched("d", Map.of("power", true));
    Map<String, @Nullable Object> told = state();
    memory.patched("d", Map.of("power", false));

    assertThat(told).containsEntry("power", true);
  }

  @Test
  void forgetsRemovedDevices() {
    memory.patched("d", Map.of("power", true));
    memory.removed("d");

    assertThat(memory.frames("KEY")).isEmpty();
    assertThat(memory.knows("d")).isFalse();
  }

  private Map<String, @Nullable Object> state() {
    return Json.object(memory.frames("KEY").get(1).get("data"));
  }
}
