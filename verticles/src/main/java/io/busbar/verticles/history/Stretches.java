package io.busbar.verticles.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** How time is cut into stretches, each ending where the next begins; in milliseconds. Pure. */
interface Stretches {
  /** Where the stretch begins that an instant lies in. */
  long begin(long at);

  /** Where a stretch ends that begins so. */
  long end(long begin);

  /** Stretches of one width, counted from the epoch. */
  static Stretches of(long width) {
    return new Stretches() {
      @Override
      public long begin(long at) {
        return Math.floorDiv(at, width) * width;
      }

      @Override
      public long end(long begin) {
        return begin + width;
      }
    };
  }

  /**
   * The days of a zone, of 23 or 25 hours where its clocks change. They are made of the hours that
   * are kept: where midnight lies within one, the day begins with the next.
   */
  static Stretches days(ZoneId zone) {
    return new Stretches() {
      @Override
      public long begin(long at) {
        LocalDate day = dayOf(at);
        long begin = begin(day);
        return begin > at ? begin(day.minusDays(1)) : begin;
      }

      @Override
      public long end(long begin) {
        return begin(dayOf(begin).plusDays(1));
      }

      private LocalDate dayOf(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
      }

      private long begin(LocalDate day) {
        long midnight = day.atStartOfDay(zone).toInstant().toEpochMilli();
        return -Math.floorDiv(-midnight, HourRow.HOUR) * HourRow.HOUR;
      }
    };
  }
}
