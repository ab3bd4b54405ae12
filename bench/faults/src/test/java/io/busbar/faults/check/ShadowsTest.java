package io.busbar.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.faults.plan.Bug;
import io.busbar.faults.plan.Kind;
import io.busbar.faults.plan.Options;
import io.busbar.faults.plan.Planned;
import io.busbar.faults.plan.Schedule;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowsTest {
  /** A run of ten minutes in which a sensor reports every two seconds that nothing is broken. */
  @ParameterizedTest
  @ValueSource(longs = {1, 7, 21, 303})
  void leavesTimesInWhichNothingMayBeMissing(long seed) {
    Lines lines = new Lines();
    long number = 0;
    for (Planned fault :
        Schedule.of(new Options(3, seed, 600, EnumSet.allOf(Kind.class), Bug.NONE))) {
      for (long second = 0; second < fault.after().toSeconds() / 2; second++) {
        number++;
        lines = lines.reported(number, "sense-a", Long.toString(number), "n1");
      }
      String kind = fault.kind().toString();
      int lasting = (int) fault.duration().toSeconds();
      lines = lines.seen("fault", kind, "1", "begin").pass(lasting).seen("fault", kind, "1", "end");
    }
    assertThat(new TriggersFireOnce().judged(lines.all())).isGreaterThan(20);
  }
}
