package io.busbar.verticles.programs.calendar;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * What a clock on the wall shows, as an instant: a time that a change of the clocks skips is right
 * after the gap, one that it repeats is the first of the two (spec 9.5).
 */
final class WallClock {
  private WallClock() {}

  static ZonedDateTime at(LocalDateTime shown, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(shown);
    if (change != null && change.isGap()) {
      return change.getDateTimeAfter().atZone(zone);
    }
    return ZonedDateTime.ofLocal(shown, zone, null).withEarlierOffsetAtOverlap();
  }
}
