package io.busbar.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.faults.history.Event.Phase;
import org.junit.jupiter.api.Test;

class OutagesTest {
  private static final long SECOND = 1_000_000;

  @Test
  void countsWhatWasAskedWhileSomethingWasBroken() {
    Lines lines =
        new Lines()
            .begin("write", 1, "name", "before")
            .seen("fault", "disk", "-1", "begin")
            .begin("write", 2, "name", "a")
            .fail("write", 2, "name", "503")
            .begin("write", 3, "name", "b")
            .begin("read", 4, "name", "")
            .ok("write", 1, "name", "before")
            .ok("read", 4, "name", "before")
            .seen("fault", "disk", "-1", "end")
            .unknown("write", 3, "name", "timeout")
            .begin("write", 5, "name", "after")
            .ok("write", 5, "name", "after");
    Outages outages = new Outages(lines.all());
    assertThat(outages.all()).extracting(Outages.Seen::op).containsExactly("read", "write");
    Outages.Seen writes = outages.all().get(1);
    assertThat(writes.fault()).isEqualTo("disk");
    assertThat(writes.count(Phase.OK)).isZero();
    assertThat(writes.count(Phase.FAIL)).isEqualTo(1);
    assertThat(writes.count(Phase.UNKNOWN)).isEqualTo(1);
    assertThat(writes.quantile(1)).isEqualTo(5 * SECOND);
  }

  @Test
  void saysNothingOfRunsWithoutFaults() {
    Lines lines = new Lines().begin("write", 1, "name", "a").ok("write", 1, "name", "a");
    assertThat(new Outages(lines.all()).all()).isEmpty();
  }
}
