package io.busbar.drivers.genericir;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.extender.Capture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LearningDeskTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SetClock clock = new SetClock();
  private final List<String> kept = new ArrayList<>();
  private final List<Object> phases = new ArrayList<>();
  private final LearningDesk desk = desk();

  @Test
  void givesUpOnlyTheLearningThatIsMeant() {
    String first = desk.begin("tv", "power", LIMIT);
    String second = desk.begin("tv", "mute", LIMIT);

    assertThat(desk.cancel(first)).isFalse();
    assertThat(desk.isBusy()).isTrue();
    assertThat(phases).containsExactly("waiting", "waiting");
    assertThat(desk.cancel(second)).isTrue();
    assertThat(desk.isBusy()).isFalse();
    assertThat(desk.cancel(second)).isFalse();
  }

  @Test
  void givesUpNothingThatIsLearned() {
    String learned = desk.begin("tv", "power", LIMIT);
    desk.heard(press());
    desk.heard(press());

    assertThat(kept).containsExactly("power");
    assertThat(desk.cancel(learned)).isFalse();
    assertThat(phases).last().isEqualTo("learned");
  }

  @Test
  void givesUpNothingWhoseTimeIsOver() {
    String late = desk.begin("tv", "power", LIMIT);
    clock.now = clock.now.plus(LIMIT);

    assertThat(desk.cancel(late)).isFalse();
    assertThat(phases).last().isEqualTo("timed_out");
  }

  @Test
  void takesNoIdOfADeskThatWasThereBefore() {
    String old = desk().begin("tv", "power", LIMIT);
    clock.now = clock.now.plusSeconds(1);

    assertThat(desk.begin("tv", "power", LIMIT)).isNotEqualTo(old);
    assertThat(desk.cancel(old)).isFalse();
  }

  private LearningDesk desk() {
    return new LearningDesk(
        clock,
        (remote, command, code) -> {
          kept.add(command);
          return null;
        },
        told -> phases.add(String.valueOf(told.get("phase"))));
  }

  private static Capture press() {
    List<Integer> frame = List.of(3000, 1000, 500, 1000, 500, 2000, 500, 300);
    return Capture.read(Fields.of("type", "ir_rx").with("a", frame)).orElseThrow();
  }

  /** Shows the time it is set to. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
