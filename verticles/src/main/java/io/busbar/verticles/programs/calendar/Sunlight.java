package io.busbar.verticles.programs.calendar;

import io.busbar.contracts.value.House;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.shredzone.commons.suncalc.SunPosition;
import org.shredzone.commons.suncalc.SunTimes;

/** Where the sun is, seen from the house. */
public final class Sunlight {
  /** The centre of the sun stands so low when its upper edge rises or sets. */
  private static final double HORIZON = -0.833;

  private final double latitude;
  private final double longitude;
  private final ZoneId zone;

  private Sunlight(double latitude, double longitude, ZoneId zone) {
    this.latitude = latitude;
    this.longitude = longitude;
    this.zone = zone;
  }

  /** The sun at a house; empty when it is not known where the house is. */
  public static Optional<Sunlight> at(House house) {
    Double latitude = house.latitude();
    Double longitude = house.longitude();
    return latitude == null || longitude == null
        ? Optional.empty()
        : Optional.of(new Sunlight(latitude, longitude, house.zone()));
  }

  public boolean isUp(Instant instant) {
    SunPosition position = SunPosition.compute().on(instant).at(latitude, longitude).execute();
    return position.getTrueAltitude() > HORIZON;
  }

  /** Sunrise or sunset on a day, moved by an offset; empty when there is none on that day. */
  Optional<ZonedDateTime> on(LocalDate day, boolean rise, Duration offset) {
    SunTimes times =
        SunTimes.compute().on(day.atStartOfDay(zone)).at(latitude, longitude).oneDay().execute();
    ZonedDateTime at = rise ? times.getRise() : times.getSet();
    return Optional.ofNullable(at)
        .map(found -> found.withZoneSameInstant(zone).truncatedTo(ChronoUnit.SECONDS).plus(offset));
  }
}
