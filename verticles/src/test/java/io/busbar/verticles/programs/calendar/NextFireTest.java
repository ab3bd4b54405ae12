package io.busbar.verticles.programs.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.model.Trigger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextFireTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final House HOME = new House("Home", BERLIN, 52.52, 13.40);
  private static final House TROMSO = new House("North", ZoneId.of("Europe/Oslo"), 69.65, 18.96);

  @ParameterizedTest
  @CsvSource({
    // an ordinary day, before and at the time itself
    "2026-06-01T19:00:00Z, 21:30, 2026-06-01T19:30:00Z",
    "2026-06-01T19:30:00Z, 21:30, 2026-06-02T19:30:00Z",
    // 29 March 2026, 02:00 to 03:00 does not exist: right after the gap, once
    "2026-03-28T12:00:00Z, 02:30, 2026-03-29T01:00:00Z",
    "2026-03-29T01:00:00Z, 02:30, 2026-03-30T00:30:00Z",
    // 25 October 2026, 02:00 to 03:00 comes twice: the first only
    "2026-10-24T12:00:00Z, 02:30, 2026-10-25T00:30:00Z",
    "2026-10-25T00:30:00Z, 02:30, 2026-10-26T01:30:00Z"
  })
  void firesAtWallClockTimesOnce(String after, String at, String expected) {
    NextFire fire = of(new Trigger.At(LocalTime.parse(at), Set.of()), HOME);

    assertThat(fire.after(berlin(after)).map(ZonedDateTime::toInstant))
        .contains(Instant.parse(expected));
  }

  @Test
  void firesOnItsDaysOnly() {
    NextFire weekend =
        of(new Trigger.At(LocalTime.of(9, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)), HOME);

    assertThat(weekend.after(berlin("2026-06-01T12:00:00Z")).map(ZonedDateTime::toInstant))
        .contains(Instant.parse("2026-06-06T07:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "'*/15 * * * *', 2026-06-01T10:01:00Z, 2026-06-01T10:15:00Z",
    "'0 7 * * 1-5', 2026-06-05T12:00:00Z, 2026-06-08T05:00:00Z",
    "'30 2 * * *', 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "'30 2 * * *', 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
    "'30 2 * * *', 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "'*/30 * * * *', 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
    "'*/30 * * * *', 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
    "'0 0 29 2 *', 2026-06-01T00:00:00Z, 2028-02-28T23:00:00Z"
  })
  void firesByCron(String cron, String after, String expected) {
    assertThat(of(new Trigger.Cron(cron), HOME).after(berlin(after)).map(ZonedDateTime::toInstant))
        .contains(Instant.parse(expected));
  }

  @Test
  void saysThatAnImpossibleDateNeverComes() {
    assertThat(of(new Trigger.Cron("0 0 30 2 *"), HOME).after(berlin("2026-06-01T00:00:00Z")))
        .isEmpty();
  }

  @Test
  void firesBeforeSunset() {
    Trigger trigger = new Trigger.Sun(false, Duration.ofMinutes(-15), Set.of());
    ZonedDateTime at = of(trigger, HOME).after(berlin("2026-06-21T10:00:00Z")).orElseThrow();

    // sunset in Berlin at midsummer is at 21:33
    assertThat(at.toLocalTime()).isBetween(LocalTime.of(21, 14), LocalTime.of(21, 22));
    assertThat(at.getZone()).isEqualTo(BERLIN);
  }

  @Test
  void waitsForTheSunToRiseAgainAfterThePolarNight() {
    NextFire rise = of(new Trigger.Sun(true, Duration.ZERO, Set.of()), TROMSO);
    ZonedDateTime winter = ZonedDateTime.parse("2026-12-01T12:00:00+01:00[Europe/Oslo]");

    assertThat(rise.after(winter).orElseThrow())
        .isBetween(winter.plusDays(40), winter.plusDays(50));
  }

  @Test
  void hasNoSunWithoutALocation() {
    House nowhere = new House("Nowhere", BERLIN, null, null);

    assertThat(
            of(new Trigger.Sun(true, Duration.ZERO, Set.of()), nowhere)
                .after(berlin("2026-06-21T10:00:00Z")))
        .isEmpty();
  }

  @Property(tries = 200)
  void firesOnceADayWhateverTheClocksDo(
      @ForAll @IntRange(max = 1439) int minute,
      @ForAll @LongRange(min = 1_767_225_600L, max = 1_830_297_600L) long start) {
    NextFire fire = of(new Trigger.At(LocalTime.ofSecondOfDay(minute * 60L), Set.of()), HOME);
    ZonedDateTime from = Instant.ofEpochSecond(start).atZone(BERLIN);
    List<ZonedDateTime> fired = new ArrayList<>();
    Optional<ZonedDateTime> next = fire.after(from);
    while (fired.size() < 30) {
      fired.add(next.orElseThrow());
      next = fire.after(next.orElseThrow());
    }

    assertThat(fired).isSorted().doesNotHaveDuplicates();
    assertThat(fired).extracting(ZonedDateTime::toLocalDate).doesNotHaveDuplicates();
    assertThat(fired.get(29).toLocalDate()).isEqualTo(fired.get(0).toLocalDate().plusDays(29));
  }

  private static NextFire of(Trigger trigger, House house) {
    return NextFire.of(trigger, house).orElseThrow();
  }

  private static ZonedDateTime berlin(String instant) {
    return Instant.parse(instant).atZone(BERLIN);
  }
}
