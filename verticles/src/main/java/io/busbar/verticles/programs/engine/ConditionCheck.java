package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import io.busbar.verticles.programs.model.Condition;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether conditions hold. What cannot be known (a device, a field, the sun at a house without a
 * location) does not hold, nor does its opposite, and why is said. Pure.
 */
final class ConditionCheck {
  private static final int MOST_REASONS = 20;

  private final Surroundings view;
  private final List<String> reasons = new ArrayList<>();

  /**
   * How it came out.
   *
   * @param reasons why it does not hold; empty when it does
   */
  record Verdict(boolean holds, List<String> reasons) {
    String because() {
      return String.join("; ", reasons);
    }
  }

  private enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  private ConditionCheck(Surroundings view) {
    this.view = view;
  }

  /** Whether all of them hold. */
  static Verdict check(List<Condition> conditions, Surroundings view) {
    ConditionCheck check = new ConditionCheck(view);
    boolean holds = check.all(conditions) == Truth.TRUE;
    return new Verdict(holds, holds ? List.of() : List.copyOf(check.reasons));
  }

  private Truth truth(Condition condition) {
    if (condition instanceof Condition.State state) {
      return isOneOf(state);
    }
    if (condition instanceof Condition.Numeric numeric) {
      return isWithin(numeric);
    }
    if (condition instanceof Condition.Time time) {
      return of(isTime(time), "it is not the time");
    }
    if (condition instanceof Condition.Daylight daylight) {
      return isDaylight(daylight);
    }
    if (condition instanceof Condition.Template template) {
      return evaluates(template);
    }
    return together(condition);
  }

  private Truth together(Condition condition) {
    if (condition instanceof Condition.And and) {
      return all(and.all());
    }
    if (condition instanceof Condition.Or or) {
      return any(or.any());
    }
    if (condition instanceof Condition.Not not) {
      return negated(truth(not.negated()));
    }
    return unknown("a condition of a kind that is not known");
  }

  private Truth all(List<Condition> conditions) {
    Truth all = Truth.TRUE;
    for (Condition condition : conditions) {
      Truth one = truth(condition);
      if (one == Truth.FALSE) {
        return Truth.FALSE;
      }
      all = one == Truth.UNKNOWN ? Truth.UNKNOWN : all;
    }
    return all;
  }

  private Truth any(List<Condition> conditions) {
    Truth any = Truth.FALSE;
    for (Condition condition : conditions) {
      Truth one = truth(condition);
      if (one == Truth.TRUE) {
        return Truth.TRUE;
      }
      any = one == Truth.UNKNOWN ? Truth.UNKNOWN : any;
    }
    return any;
  }

  private Truth negated(Truth truth) {
    return switch (truth) {
      case TRUE -> of(false, "a negated condition holds");
      case FALSE -> Truth.TRUE;
      case UNKNOWN -> Truth.UNKNOWN;
    };
  }

  private Truth isOneOf(Condition.State wanted) {
    Object value = Readings.at(view.states().apply(wanted.device()), wanted.key());
    if (wanted.anyOf().stream().anyMatch(one -> Readings.same(one, value))) {
      return value == null ? known(wanted.device(), wanted.key()) : Truth.TRUE;
    }
    return value == null
        ? unknown(missing(wanted.device(), wanted.key()))
        : of(false, field(wanted.device(), wanted.key()) + " is " + value);
  }

  private Truth isWithin(Condition.Numeric wanted) {
    Object value = Readings.at(view.states().apply(wanted.device()), wanted.key());
    if (value == null) {
      return unknown(missing(wanted.device(), wanted.key()));
    }
    if (!(value instanceof Number number)) {
      return unknown(field(wanted.device(), wanted.key()) + " is no number");
    }
    return of(
        isBetween(number.doubleValue(), wanted.above(), wanted.below()),
        field(wanted.device(), wanted.key()) + " is " + value);
  }

  /** A condition that asks for null holds for a field that is there and null. */
  private Truth known(DeviceId device, String key) {
    boolean there = view.states().apply(device).has(key);
    return there ? Truth.TRUE : unknown(missing(device, key));
  }

  private String missing(DeviceId device, String key) {
    Fields state = view.states().apply(device);
    if (state.isEmpty()) {
      return "nothing is known of " + device;
    }
    return state.has(key) ? field(device, key) + " is not known" : device + " has no " + key;
  }

  private static boolean isBetween(double value, @Nullable Double above, @Nullable Double below) {
    return (above == null || value > above) && (below == null || value < below);
  }

  /** A span past midnight belongs to the day it begins on. */
  private boolean isTime(Condition.Time wanted) {
    LocalTime now = view.now().toLocalTime();
    DayOfWeek today = view.now().getDayOfWeek();
    LocalTime after = wanted.after();
    LocalTime before = wanted.before();
    if (after != null && before != null && before.compareTo(after) <= 0) {
      return (!now.isBefore(after) && isDay(wanted.days(), today))
          || (now.isBefore(before) && isDay(wanted.days(), today.minus(1)));
    }
    return isDay(wanted.days(), today)
        && (after == null || !now.isBefore(after))
        && (before == null || now.isBefore(before));
  }

  private static boolean isDay(Set<DayOfWeek> days, DayOfWeek day) {
    return days.isEmpty() || days.contains(day);
  }

  private Truth isDaylight(Condition.Daylight wanted) {
    if (view.sunlight().isEmpty()) {
      return unknown("the house has no location, so the sun is not known");
    }
    boolean up = view.sunlight().get().isUp(view.now().toInstant());
    return of(up == wanted.up(), up ? "the sun is up" : "the sun is down");
  }

  private Truth evaluates(Condition.Template template) {
    try {
      boolean holds = template.expression().holds(view);
      return of(holds, "false: " + template.expression().text());
    } catch (HubFailure failure) {
      return unknown(failure.message());
    }
  }

  private static String field(DeviceId device, String key) {
    return device + " " + key;
  }

  private Truth of(boolean holds, String otherwise) {
    if (holds) {
      return Truth.TRUE;
    }
    because(otherwise);
    return Truth.FALSE;
  }

  private Truth unknown(String reason) {
    because(reason);
    return Truth.UNKNOWN;
  }

  private void because(String reason) {
    if (reasons.size() < MOST_REASONS) {
      reasons.add(reason);
    }
  }
}
