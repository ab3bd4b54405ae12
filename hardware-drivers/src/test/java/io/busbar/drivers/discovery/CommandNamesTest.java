package io.busbar.drivers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandNamesTest {
  private final List<String> known = new ArrayList<>();
  private final CommandNames names = new CommandNames(3, known::add, known::remove);

  @Test
  void aNameIsThereAsLongAsADeviceHasIt() {
    assertThat(names.take("lamp", List.of("turn_on", "Turn_On", "dim"))).isTrue();
    assertThat(names.take("plug", List.of("turn_on"))).isTrue();
    assertThat(known).containsExactly("turn_on", "dim");
    assertThat(names.take("lamp", List.of("turn_on"))).isTrue();
    assertThat(known).containsExactly("turn_on");
    names.release("lamp");
    assertThat(known).containsExactly("turn_on");
    names.release("plug");
    names.release("plug");
    assertThat(known).isEmpty();
  }

  @Test
  void whoComesAndGoesWithNewNamesUsesNoneUp() {
    for (int i = 0; i < 100; i++) {
      assertThat(names.take("lamp", List.of("a" + i, "b" + i, "c" + i))).isTrue();
      assertThat(names.take("plug", List.of("a" + i, "d" + i))).isFalse();
      names.release("lamp");
      names.release("plug");
    }
    assertThat(known).isEmpty();
  }
}
