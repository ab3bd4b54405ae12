package io.busbar.verticles.home.model;

import io.busbar.contracts.value.House;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.shredzone.commons.suncalc.SunTimes;

/**
 * When the sun rises and sets on one day of the house.
 *
 * @param sunrise null when it does not, or nobody knows where the house is
 */
public record Daylight(@Nullable Instant sunrise, @Nullable Instant sunset) {
  private static final Daylight UNKNOWN = new Daylight(null, null);

  /** The sun of a day, from midnight to midnight of the house. */
  public static Daylight on(LocalDate day, House house) {
    Double latitude = house.latitude();
    Double longitude = house.longitude();
    if (latitude == null || longitude == null) {
      return UNKNOWN;
    }
    SunTimes times =
        SunTimes.compute()
            .on(day.atStartOfDay(house.zone()))
            .at(latitude, longitude)
            .oneDay()
            .execute();
    return new Daylight(instant(times.getRise()), instant(times.getSet()));
  }

  private static @Nullable Instant instant(@Nullable ZonedDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
