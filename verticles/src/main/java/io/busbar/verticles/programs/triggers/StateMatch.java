package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import io.busbar.verticles.programs.model.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A trigger on one field of one device, whether it asks for a value or a border. Pure.
 *
 * @param key top-level field or dotted path
 */
record StateMatch(DeviceId device, String key, Trigger trigger) {
  static @Nullable StateMatch of(Trigger trigger) {
    if (trigger instanceof Trigger.State state) {
      return new StateMatch(state.device(), state.key(), trigger);
    }
    if (trigger instanceof Trigger.Crossing crossing) {
      return new StateMatch(crossing.device(), crossing.key(), trigger);
    }
    return null;
  }

  boolean differs(Fields before, Fields after) {
    return !Readings.same(Readings.at(before, key), Readings.at(after, key));
  }

  /** Whether the step from one state to the other is what the trigger waits for. */
  boolean begins(Fields before, Fields after) {
    if (!differs(before, after) || !holds(after)) {
      return false;
    }
    if (trigger instanceof Trigger.Crossing crossing) {
      return Readings.at(before, key) instanceof Number was && !isBeyond(crossing, was);
    }
    return !(trigger instanceof Trigger.State state)
        || !state.hasFrom()
        || Readings.same(Readings.at(before, key), state.from());
  }

  /** Whether a state is as the trigger wants it, however it became so. */
  boolean holds(Fields state) {
    Object value = Readings.at(state, key);
    if (trigger instanceof Trigger.Crossing crossing) {
      return value instanceof Number number && isBeyond(crossing, number);
    }
    return !(trigger instanceof Trigger.State wanted)
        || !wanted.hasTo()
        || Readings.same(value, wanted.to());
  }

  /** Whether any change starts its time anew. */
  boolean isAnyChange() {
    return trigger instanceof Trigger.State state && !state.hasTo();
  }

  private static boolean isBeyond(Trigger.Crossing crossing, Number number) {
    double value = number.doubleValue();
    Double above = crossing.above();
    Double below = crossing.below();
    return (above == null || value > above) && (below == null || value < below);
  }
}
