package io.busbar.verticles.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StretchesTest {
  private static final long HOUR = HourRow.HOUR;

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-06-01T12:00:00Z, 2026-06-01T00:00:00Z, 24",
    "Europe/Berlin, 2026-06-01T22:00:00Z, 2026-06-01T22:00:00Z, 24",
    "Europe/Berlin, 2026-06-01T21:59:59.999Z, 2026-05-31T22:00:00Z, 24",
    "Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 23",
    "Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 25",
    "Asia/Kolkata, 2026-06-01T12:00:00Z, 2026-05-31T19:00:00Z, 24",
    "Asia/Kolkata, 2026-06-01T18:45:00Z, 2026-05-31T19:00:00Z, 24",
    "Asia/Kolkata, 2026-06-01T19:00:00Z, 2026-06-01T19:00:00Z, 24",
  })
  void daysAreThoseOfTheZoneInFullHours(String zone, Instant at, Instant begin, int hours) {
    Stretches days = Stretches.days(ZoneId.of(zone));

    long start = days.begin(at.toEpochMilli());
    assertThat(Instant.ofEpochMilli(start)).isEqualTo(begin);
    assertThat(days.end(start)).isEqualTo(start + hours * HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/Sao_Paulo", "America/Havana", "Pacific/Apia", "Asia/Kathmandu"})
  void daysFollowOneAnother(String zone) {
    Stretches days = Stretches.days(ZoneId.of(zone));
    long begin = days.begin(Instant.parse("2011-01-01T12:00:00Z").toEpochMilli());
    for (int day = 0; day < 3_000; day++) {
      long end = days.end(begin);
      assertThat(end).isGreaterThan(begin);
      assertThat(days.begin(end - 1)).isEqualTo(begin);
      assertThat(days.begin(end)).isEqualTo(end);
      begin = end;
    }
  }

  @Property
  void everyInstantLiesInItsStretch(@ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at) {
    for (Stretches each :
        new Stretches[] {Stretches.of(HOUR), Stretches.days(ZoneId.of("Europe/Berlin"))}) {
      long begin = each.begin(at);
      assertThat(at).isGreaterThanOrEqualTo(begin).isLessThan(each.end(begin));
    }
  }
}
