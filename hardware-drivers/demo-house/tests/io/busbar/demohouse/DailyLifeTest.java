package io.busbar.demohouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DailyLifeTest {
  private static final LocalDateTime NIGHT = LocalDateTime.of(2026, 5, 4, 1, 0);
  private static final LocalDateTime EVENING = NIGHT.withHour(18);
  private static final int HOUR = 3_600;

  @Test
  void movesAboutInTheEveningAndSleepsAtNight() {
    int evening = 0;
    int night = 0;
    for (int seed = 0; seed < 5; seed++) {
      evening += changes(Houses.at(EVENING, new Random(seed)), "demo:hall-motion", "motion");
      night += changes(Houses.at(NIGHT, new Random(seed)), "demo:hall-motion", "motion");
    }
    assertThat(evening).isGreaterThan(50);
    assertThat(night).isBetween(1, evening / 4);
  }

  @Test
  void opensDoorsAndWindowsSometimesAndClosesThem() {
    Houses house = Houses.at(EVENING.withHour(6), new Random(3));
    assertThat(changes(house, "demo:hall-door", "contact")).isBetween(2, 30);
    assertThat(changes(house, "demo:kitchen-window", "contact")).isPositive();
    assertThat(Houses.at(NIGHT, Houses.quiet()).live(HOUR).field("demo:hall-door", "contact"))
        .isEqualTo("closed");
  }

  @Test
  void isWarmestInTheAfternoonAndInSummer() {
    double night = Weather.at(LocalDateTime.of(2026, 7, 15, 3, 0)).celsius();
    double afternoon = Weather.at(LocalDateTime.of(2026, 7, 15, 15, 0)).celsius();
    double winter = Weather.at(LocalDateTime.of(2026, 1, 15, 15, 0)).celsius();
    assertThat(afternoon).isGreaterThan(night + 5).isBetween(20.0, 30.0);
    assertThat(winter).isLessThan(afternoon - 10);
  }

  @Test
  void saysLittleEvenWhenEverythingIsUnderWay() {
    Houses house =
        Houses.at(EVENING, new Random(11))
            .tell("demo:living-room-tv", "play")
            .tell("demo:living-room-receiver", "play")
            .tell("demo:kitchen-coffee", "turn_on")
            .tell("demo:hall-vacuum", "start")
            .tell("demo:living-room-blind", "close")
            .tell("demo:living-room-thermostat", "set_temperature", Map.of("temperature", 25));
    News news = new News();
    int[] messages = {0};
    for (int second = 0; second < HOUR / 6; second++) {
      house
          .live(1)
          .now()
          .states()
          .forEach((device, state) -> messages[0] += news.of(device, state).isEmpty() ? 0 : 1);
    }
    assertThat(messages[0]).isBetween(50, 2 * HOUR / 6);
  }

  private static int changes(Houses house, String device, String field) {
    int changes = 0;
    Object before = house.field(device, field);
    for (int second = 0; second < HOUR; second++) {
      Object now = house.live(1).field(device, field);
      changes += String.valueOf(now).equals(String.valueOf(before)) ? 0 : 1;
      before = now;
    }
    return changes;
  }
}
