package io.busbar.verticles.programs.calendar;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.model.Trigger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** When a trigger of the clock or the sun fires next. */
@FunctionalInterface
public interface NextFire {
  /** A trigger that has no time within so many days has none. */
  int HORIZON_DAYS = 400;

  /** The first time after an instant, in the house's time zone; empty when there is none. */
  Optional<ZonedDateTime> after(ZonedDateTime instant);

  /**
   * The times of a trigger at a house.
   *
   * @throws IllegalArgumentException the cron expression is none
   */
  static Optional<NextFire> of(Trigger trigger, House house) {
    ZoneId zone = house.zone();
    if (trigger instanceof Trigger.At at) {
      return Optional.of(instant -> daily(instant, zone, at.days(), day -> wall(day, at, zone)));
    }
    if (trigger instanceof Trigger.Cron cron) {
      return Optional.of(cron(cron.expression(), zone));
    }
    if (trigger instanceof Trigger.Sun sun) {
      return Optional.of(sun(sun, house));
    }
    return Optional.empty();
  }

  private static Optional<ZonedDateTime> wall(LocalDate day, Trigger.At at, ZoneId zone) {
    return Optional.of(WallClock.at(day.atTime(at.at()), zone));
  }

  private static NextFire sun(Trigger.Sun sun, House house) {
    Optional<Sunlight> light = Sunlight.at(house);
    if (light.isEmpty()) {
      return instant -> Optional.empty();
    }
    OnDay times = day -> light.get().on(day, sun.rise(), sun.offset());
    return instant -> daily(instant, house.zone(), sun.days(), times);
  }

  /** Cron sees the wall clock only, so that a change of the clocks does not confuse it. */
  private static NextFire cron(String expression, ZoneId zone) {
    ExecutionTime times =
        ExecutionTime.forCron(
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(expression));
    return instant -> {
      LocalDateTime shown = instant.withZoneSameInstant(zone).toLocalDateTime();
      Optional<LocalDateTime> next = next(times, shown);
      while (next.isPresent() && !WallClock.at(next.get(), zone).isAfter(instant)) {
        next = next(times, next.get());
      }
      return next.map(found -> WallClock.at(found, zone));
    };
  }

  private static Optional<LocalDateTime> next(ExecutionTime times, LocalDateTime shown) {
    return times.nextExecution(shown.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  private static Optional<ZonedDateTime> daily(
      ZonedDateTime instant, ZoneId zone, Set<DayOfWeek> days, OnDay times) {
    LocalDate yesterday = instant.withZoneSameInstant(zone).toLocalDate().minusDays(1);
    for (int ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
      LocalDate day = yesterday.plusDays(ahead);
      if (!days.isEmpty() && !days.contains(day.getDayOfWeek())) {
        continue;
      }
      Optional<ZonedDateTime> at = times.on(day).filter(found -> found.isAfter(instant));
      if (at.isPresent()) {
        return at;
      }
    }
    return Optional.empty();
  }

  /** The time on one day. */
  @FunctionalInterface
  interface OnDay {
    Optional<ZonedDateTime> on(LocalDate day);
  }
}
