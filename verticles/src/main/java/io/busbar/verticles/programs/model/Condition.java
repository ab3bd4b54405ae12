package io.busbar.verticles.programs.model;

import io.busbar.contracts.value.DeviceId;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be true for actions to run (spec 9.5). */
public sealed interface Condition {
  /** A state field equals one of the values. */
  record State(DeviceId device, String key, List<@Nullable Object> anyOf) implements Condition {}

  /** A number lies above, below or between borders. */
  record Numeric(DeviceId device, String key, @Nullable Double above, @Nullable Double below)
      implements Condition {}

  /** The time of day lies in a span, which may pass midnight, on some days. */
  record Time(@Nullable LocalTime after, @Nullable LocalTime before, Set<DayOfWeek> days)
      implements Condition {}

  /** The sun is up, or down. */
  record Daylight(boolean up) implements Condition {}

  record And(List<Condition> all) implements Condition {}

  record Or(List<Condition> any) implements Condition {}

  record Not(Condition negated) implements Condition {}

  /** A CEL expression over device state, variables and time. */
  record Template(Expression expression) implements Condition {}
}
