package io.busbar.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
  private static final long SECOND = 1_000_000;

  @Test
  void measuresFromTheKillToTheLastOneBack() {
    Lines lines =
        new Lines()
            .seen("joined", "LAB_1", "n1", "driver")
            .seen("joined", "LAB_2", "n2", "driver")
            .seen("joined", "sse-1", "n1", "client")
            .seen("joined", "instance", "n1", "local")
            .seen("fault", "kill", "1", "begin")
            .begin("command", 1, "c", "lamp-1")
            .fail("command", 1, "c", "409 DRIVER_OFFLINE")
            .seen("joined", "LAB_1", "n2", "driver")
            .seen("joined", "sse-1", "n2", "client")
            .seen("joined", "instance", "n3", "local")
            .seen("fault", "kill", "1", "end");
    assertThat(new Recoveries(lines.all()).times())
        .extracting(Recoveries.Times::micros)
        .containsExactly(
            List.of(2 * SECOND),
            List.of(SECOND),
            List.of(3 * SECOND),
            List.of(4 * SECOND),
            List.of(5 * SECOND),
            List.of(6 * SECOND));
  }

  @Test
  void waitsForCommandsThatWereOpenAtTheKill() {
    Lines lines =
        new Lines()
            .seen("joined", "LAB_1", "n1", "driver")
            .begin("command", 1, "c", "lamp-1")
            .begin("command", 2, "d", "lamp-2")
            .seen("fault", "kill", "1", "begin")
            .unknown("command", 1, "c", "NoAnswer")
            .ok("command", 2, "d", "completed");
    assertThat(new Recoveries(lines.all()).times())
        .extracting(Recoveries.Times::micros)
        .containsExactly(List.of(SECOND));
  }

  @Test
  void saysNothingOfRunsWithoutAKill() {
    Lines lines = new Lines().seen("fault", "freeze", "1", "begin");
    assertThat(new Recoveries(lines.all()).times()).isEmpty();
  }

  @Test
  void takesTheTimeThatAShareDidNotExceed() {
    Recoveries.Times times = new Recoveries.Times("any", List.of(5L, 1L, 3L));
    assertThat(times.quantile(0.5)).isEqualTo(3);
    assertThat(times.quantile(1)).isEqualTo(5);
  }
}
