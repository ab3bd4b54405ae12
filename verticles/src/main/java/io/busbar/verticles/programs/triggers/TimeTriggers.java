package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.value.House;
import io.busbar.verticles.programs.calendar.NextFire;
import io.busbar.verticles.programs.model.Trigger;
import io.busbar.verticles.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires at times. It looks at the clock at least every half minute, so that a clock that jumps is
 * noticed: times that were jumped over by more than the grace are skipped, times that come again
 * are recognised by their claim.
 */
final class TimeTriggers {
  private static final Logger log = LoggerFactory.getLogger(TimeTriggers.class);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(30);
  private static final Duration LONG_NIGHT = Duration.ofDays(2);

  private final House house;
  private final Timers timers;
  private final InstantSource clock;
  private final Consumer<Firing> fire;
  private final List<Alarm> alarms = new ArrayList<>();
  private Timers.@Nullable Timer nap;
  private Instant looked = Instant.MIN;
  private boolean running;

  private static final class Alarm {
    final Armed<Trigger> armed;
    final NextFire times;
    @Nullable ZonedDateTime next;

    Alarm(Armed<Trigger> armed, NextFire times) {
      this.armed = armed;
      this.times = times;
    }
  }

  TimeTriggers(House house, Timers timers, InstantSource clock, Consumer<Firing> fire) {
    this.house = house;
    this.timers = timers;
    this.clock = clock;
    this.fire = fire;
  }

  void learn(Armed<Trigger> armed) {
    NextFire.of(armed.trigger(), house).ifPresent(times -> add(new Alarm(armed, times)));
  }

  void forget(String programId) {
    alarms.removeIf(alarm -> alarm.armed.programId().equals(programId));
  }

  void start() {
    running = true;
    looked = clock.instant();
    sleep();
  }

  void stop() {
    running = false;
    if (nap != null) {
      nap.cancel();
    }
  }

  private void add(Alarm alarm) {
    plan(alarm, now());
    alarms.add(alarm);
    if (running) {
      sleep();
    }
  }

  private void look() {
    ZonedDateTime now = now();
    boolean back = now.toInstant().isBefore(looked.minus(GRACE));
    looked = now.toInstant();
    for (Alarm alarm : List.copyOf(alarms)) {
      if (back) {
        plan(alarm, now);
      }
      ring(alarm, now);
    }
    sleep();
  }

  private void ring(Alarm alarm, ZonedDateTime now) {
    ZonedDateTime due = alarm.next;
    if (due == null || due.isAfter(now)) {
      return;
    }
    plan(alarm, now);
    if (due.plus(GRACE).isBefore(now)) {
      log.warn("{} of program {} is missed and skipped", due, alarm.armed.programId());
      return;
    }
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("at", due.toOffsetDateTime().toString());
    String type = alarm.armed.trigger() instanceof Trigger.Sun ? "sun" : "time";
    fire.accept(alarm.armed.fire(type, due.toInstant().toString(), told));
  }

  private void plan(Alarm alarm, ZonedDateTime now) {
    Optional<ZonedDateTime> next = alarm.times.after(now);
    alarm.next = next.orElse(null);
    if (next.isEmpty()) {
      log.warn(
          "A time of program {} never comes{}",
          alarm.armed.programId(),
          alarm.armed.trigger() instanceof Trigger.Sun && house.latitude() == null
              ? ": the house has no location; set house.latitude and house.longitude"
              : "");
      return;
    }
    if (alarm.armed.trigger() instanceof Trigger.Sun sun
        && sun.days().isEmpty()
        && next.get().isAfter(now.plus(LONG_NIGHT))) {
      log.info("Program {} waits for the sun until {}", alarm.armed.programId(), next.get());
    }
  }

  private void sleep() {
    if (nap != null) {
      nap.cancel();
    }
    Instant now = clock.instant();
    Duration longest = LONGEST_NAP;
    for (Alarm alarm : alarms) {
      ZonedDateTime next = alarm.next;
      if (next != null && Duration.between(now, next).compareTo(longest) < 0) {
        longest = Duration.between(now, next);
      }
    }
    nap = timers.after(longest.isNegative() ? Duration.ZERO : longest, this::look);
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(house.zone());
  }
}
