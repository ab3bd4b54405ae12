package io.busbar.drivers.rs90.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.drivers.rs90.keys.Presses.Kind;
import io.busbar.drivers.rs90.keys.Presses.Press;
import io.busbar.drivers.rs90.keys.Presses.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PressesTest {
  private static final Duration REPEAT = Duration.ofMillis(250);
  private static final Timing USUAL =
      new Timing(REPEAT, Duration.ofMillis(400), Duration.ofMillis(600));
  private static final Timing NO_DOUBLE = new Timing(REPEAT, Duration.ZERO, USUAL.hold());
  private static final String OK = "OK";

  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final List<Told> told = new ArrayList<>();
  private final List<Instant> pressedAt = new ArrayList<>();
  private Presses presses = new Presses(USUAL, () -> now);

  private record Told(Press press, Instant at) {}

  @Test
  void tellsAPressAtOnce() {
    press(OK, 0);
    assertThat(kinds()).containsExactly(Kind.SHORT);
  }

  @Test
  void tellsADoublePressWhenNoThirdFollows() {
    press(OK, 0);
    press(OK, 180);
    assertThat(kinds()).containsExactly(Kind.SHORT);
    pass(249);
    assertThat(kinds()).containsExactly(Kind.SHORT);
    pass(1);
    assertThat(kinds()).containsExactly(Kind.SHORT, Kind.DOUBLE);
    press(OK, 10);
    assertThat(kinds()).containsExactly(Kind.SHORT, Kind.DOUBLE, Kind.SHORT);
  }

  @Test
  void tellsTwoSlowPressesApart() {
    press(OK, 0);
    press(OK, 401);
    press("UP", 100);
    press(OK, 100);
    pass(1_000);
    assertThat(kinds()).containsOnly(Kind.SHORT).hasSize(4);
  }

  @Test
  void anotherKeyEndsTheWaitAndKeepsTheOrder() {
    press(OK, 0);
    press(OK, 300);
    press("UP", 50);
    assertThat(told)
        .extracting(Told::press)
        .containsExactly(
            new Press(OK, Kind.SHORT), new Press(OK, Kind.DOUBLE), new Press("UP", Kind.SHORT));
  }

  @Test
  void tellsAHeldKeyOnce() {
    press(OK, 0);
    for (int i = 0; i < 10; i++) {
      press(OK, 100);
    }
    assertThat(kinds())
        .containsExactly(
            Kind.SHORT,
            Kind.SHORT,
            Kind.SHORT,
            Kind.SHORT,
            Kind.SHORT,
            Kind.SHORT,
            Kind.LONG,
            Kind.REPEAT,
            Kind.REPEAT,
            Kind.REPEAT,
            Kind.REPEAT);
    press(OK, 1_000);
    assertThat(kinds()).last().isEqualTo(Kind.SHORT);
  }

  @Test
  void holdsNothingBackWithoutDoublePresses() {
    presses = new Presses(NO_DOUBLE, () -> now);
    for (int i = 0; i < 5; i++) {
      press(OK, 120);
      assertThat(told).hasSize(i + 1);
    }
    assertThat(kinds()).containsOnly(Kind.SHORT);
  }

  @Test
  void beginsAnewWhenTheClockIsSetBack() {
    press(OK, 0);
    press(OK, 100);
    now = now.minus(Duration.ofHours(1));
    settle();
    assertThat(kinds()).containsExactly(Kind.SHORT, Kind.DOUBLE);
    press(OK, 10);
    assertThat(kinds()).last().isEqualTo(Kind.SHORT);
  }

  /** One message, one press, in their order; told within {@code repeat}; first ones at once. */
  @Property
  void everyMessageIsOnePress(
      @ForAll @Size(max = 40) List<@IntRange(max = 700) Integer> gaps, @ForAll long keys) {
    begin();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < gaps.size(); i++) {
      String key = (keys >> i % 60 & 1) == 0 ? OK : "UP";
      sent.add(key);
      press(key, gaps.get(i));
    }
    pass(REPEAT.toMillis());
    assertThat(told).extracting(each -> each.press().key()).isEqualTo(sent);
    for (int i = 0; i < told.size(); i++) {
      Duration delay = Duration.between(pressedAt.get(i), told.get(i).at());
      assertThat(delay).isBetween(Duration.ZERO, REPEAT);
      boolean first = i == 0 || !sent.get(i).equals(sent.get(i - 1)) || gaps.get(i) > 400;
      if (first) {
        assertThat(told.get(i).press().kind()).isEqualTo(Kind.SHORT);
        assertThat(delay).isZero();
      }
    }
  }

  /** Long comes once in a run, after {@code hold}; repeats follow it; double never in a run. */
  @Property
  void longIsToldOncePerRun(@ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> gaps) {
    begin();
    gaps.forEach(gap -> press(OK, gap));
    pass(REPEAT.toMillis());
    boolean held = false;
    Instant since = now;
    for (int i = 0; i < told.size(); i++) {
      boolean repeated = i > 0 && gaps.get(i) < REPEAT.toMillis();
      held = held && repeated;
      since = repeated ? since : pressedAt.get(i);
      Kind kind = told.get(i).press().kind();
      if (kind == Kind.LONG) {
        assertThat(held).isFalse();
        assertThat(Duration.between(since, pressedAt.get(i))).isGreaterThanOrEqualTo(USUAL.hold());
        held = true;
      }
      assertThat(kind == Kind.REPEAT).isEqualTo(held && kind != Kind.LONG);
      if (kind == Kind.DOUBLE && i + 1 < told.size()) {
        assertThat(gaps.get(i + 1)).isGreaterThanOrEqualTo((int) REPEAT.toMillis());
      }
    }
  }

  /** Each try of a law begins with nothing pressed. */
  private void begin() {
    presses = new Presses(USUAL, () -> now);
    told.clear();
    pressedAt.clear();
  }

  private void press(String key, int after) {
    pass(after);
    pressedAt.add(now);
    tell(presses.pressed(key));
  }

  /** Time passes, and the one who waits looks when it is due. */
  private void pass(long millis) {
    Instant then = now.plusMillis(millis);
    Optional<Instant> due = presses.due();
    if (due.isPresent() && !due.get().isAfter(then)) {
      now = due.get();
      settle();
    }
    now = then;
  }

  private void settle() {
    tell(presses.settled());
  }

  private void tell(List<Press> presses) {
    presses.forEach(press -> told.add(new Told(press, now)));
  }

  private List<Kind> kinds() {
    return told.stream().map(each -> each.press().kind()).toList();
  }
}
