package io.busbar.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LoadOrderTest {
  @Test
  void putsATableAfterThoseItRefersTo() {
    assertThat(order(Map.of("area", Set.of("room"), "room", Set.of("site"))))
        .containsExactly("site", "room", "area", "zone");
  }

  @Test
  void ordersByNameWhereNothingElseMatters() {
    assertThat(order(Map.of())).containsExactly("area", "room", "site", "zone");
  }

  @Test
  void endsWhereTablesReferInACircle() {
    assertThat(order(Map.of("area", Set.of("room", "area"), "room", Set.of("area"))))
        .containsExactlyInAnyOrder("area", "room", "site", "zone");
  }

  @Test
  void leavesOutTablesOfOthers() {
    assertThat(order(Map.of("area", Set.of("elsewhere")))).doesNotContain("elsewhere");
  }

  private static List<String> order(Map<String, Set<String>> references) {
    return LoadOrder.of(new TreeSet<>(Set.of("zone", "area", "room", "site")), references);
  }
}
