package io.busbar.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Options options(long seed) {
    return new Options(3, seed, 600, EnumSet.allOf(Kind.class), Bug.NONE);
  }

  @Test
  void followsFromTheSeed() {
    assertThat(Schedule.of(options(7))).isEqualTo(Schedule.of(options(7)));
    assertThat(Schedule.of(options(7))).isNotEqualTo(Schedule.of(options(8)));
  }

  @Test
  void usesEveryKindAndNode() {
    List<Planned> planned = Schedule.of(options(2));
    assertThat(planned).extracting(Planned::kind).contains(Kind.values());
    assertThat(planned).extracting(Planned::node).contains(-1, 1, 2, 3);
  }

  @Test
  void readsTheCommandLine() {
    Options read =
        Options.read(
            List.of(
                "-n", "2", "-s", "5", "-t", "60", "--plan", "kill,disk", "--bug", "lazy-commit"),
            1);
    assertThat(read)
        .isEqualTo(new Options(2, 5, 60, EnumSet.of(Kind.KILL, Kind.DISK), Bug.LAZY_COMMIT));
    assertThat(Options.read(List.of("--plan", "none"), 9).plans()).isEmpty();
    assertThat(Options.read(List.of(), 9).seed()).isEqualTo(9);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.read(List.of("-x", "1"), 1)).hasMessageContaining("-x");
    assertThatThrownBy(() -> Options.read(List.of("-n", "4"), 1)).hasMessageContaining("1 to 3");
    assertThatThrownBy(() -> Options.read(List.of("-n"), 1)).hasMessageContaining("wants");
  }
}
