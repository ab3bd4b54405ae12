package io.busbar.verticles.programs.model;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.function.Function;

/** A compiled expression, bounded in what it costs. */
public interface Expression {
  /** As it was written. */
  String text();

  /** The devices it names. */
  default Set<DeviceId> devices() {
    return Set.of();
  }

  /**
   * Whether it holds. Throws HubFailure INVALID, with a word about why, when it cannot be
   * evaluated: a field that is not there, a result that is no boolean, or more work than is
   * allowed.
   */
  boolean holds(Scope scope);

  /** What an expression sees. */
  interface Scope {
    /** The state of a device; the empty object when nothing is known of it. */
    Function<DeviceId, Fields> states();

    /** The variables of the run and, under {@code trigger}, what started it. */
    Fields variables();

    /** Now, in the house's time zone. */
    ZonedDateTime now();
  }
}
