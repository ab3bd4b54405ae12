package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must be true of a device's state when an inbound action map fires. Pure. */
public sealed interface MapCondition {
  /** Whose state; null: that of the device the event is about. */
  @Nullable DeviceId device();

  String key();

  /** Whether a reading of the state is as wanted. */
  boolean accepts(@Nullable Object reading);

  /**
   * Whether it is true now. A device of which nothing is known has an empty state.
   *
   * @param about the device the event is about
   */
  default boolean holds(@Nullable DeviceId about, Function<DeviceId, Fields> states) {
    DeviceId whose = device() == null ? about : device();
    return whose != null && accepts(Readings.at(states.apply(whose), key()));
  }

  /** A field is one of the values. */
  record State(@Nullable DeviceId device, String key, List<?> anyOf) implements MapCondition {
    @Override
    public boolean accepts(@Nullable Object reading) {
      return Likeness.isAmong(anyOf, reading);
    }
  }

  /** A number lies above, below or between borders. */
  record Numeric(
      @Nullable DeviceId device, String key, @Nullable Double above, @Nullable Double below)
      implements MapCondition {
    @Override
    public boolean accepts(@Nullable Object reading) {
      return reading instanceof Number number
          && (above == null || number.doubleValue() > above)
          && (below == null || number.doubleValue() < below);
    }
  }
}
