package io.busbar.bridge.socketio.engineio.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Deadlines under a clock made by hand. */
final class WheelTest {
  private static final long TICK = 10;

  private final AtomicLong now = new AtomicLong(123_456);
  private final TreeMap<Long, Runnable> alarms = new TreeMap<>();
  private final Wheel wheel =
      new Wheel(TICK, now::get, (in, turn) -> alarms.put(now.get() + in, turn));
  private final List<String> met = new ArrayList<>();

  private Deadline deadline(String name) {
    return new Deadline(wheel, () -> met.add(name));
  }

  private void until(long millis) {
    while (!alarms.isEmpty() && alarms.firstKey() <= millis) {
      var next = alarms.pollFirstEntry();
      now.set(next.getKey());
      next.getValue().run();
    }
    now.set(millis);
  }

  @Property
  void everyDeadlineIsMetWithinATickAndNeverEarly(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 30_000) Integer> delays) {
    long begin = now.get();
    List<Long> late = new ArrayList<>();
    for (int delay : delays) {
      new Deadline(wheel, () -> late.add(now.get() - begin - delay)).at(begin + delay);
    }
    until(begin + 40_000);

    assertThat(late).hasSameSizeAs(delays).allMatch(by -> by >= 0 && by <= 2 * TICK);
    assertThat(wheel.size()).isZero();
    assertThat(alarms).isEmpty();
  }

  @Test
  void whatIsCalledOffDoesNotHappen() {
    Deadline one = deadline("one");
    Deadline two = deadline("two");
    one.at(now.get() + 50);
    two.at(now.get() + 50);
    one.cancel();
    one.cancel();
    until(now.get() + 100);

    assertThat(met).containsExactly("two");
    assertThat(one.isArmed()).isFalse();
  }

  @Test
  void whatIsSetAnewHappensAtItsNewTimeOnly() {
    Deadline one = deadline("one");
    one.at(now.get() + 50);
    until(now.get() + 40);
    one.at(now.get() + 500);
    until(now.get() + 400);
    assertThat(met).isEmpty();
    until(now.get() + 200);
    assertThat(met).containsExactly("one");
  }

  @Test
  void oneThatIsMetMaySetAndCallOffAnotherOfTheSameTick() {
    List<Deadline> two = new ArrayList<>();
    Deadline moves = new Deadline(wheel, () -> two.forEach(other -> other.at(now.get() + 300)));
    two.add(deadline("late"));
    moves.at(now.get() + 50);
    two.get(0).at(now.get() + 50);
    Deadline again = new Deadline(wheel, () -> two.forEach(other -> other.at(now.get() + 300)));
    again.at(now.get() + 50);
    until(now.get() + 200);
    assertThat(met).hasSizeLessThanOrEqualTo(1);
    until(now.get() + 400);
    assertThat(met).containsOnly("late");
    assertThat(wheel.size()).isZero();
  }

  @Test
  void itDoesNotTurnWhileNothingWaits() {
    assertThat(alarms).isEmpty();
    deadline("one").at(now.get() + 20);
    until(now.get() + 100);
    assertThat(alarms).isEmpty();
    until(now.get() + 1_000_000);
    deadline("two").at(now.get() + 20);
    until(now.get() + 100);
    assertThat(met).containsExactly("one", "two");
  }
}
