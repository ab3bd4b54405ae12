package io.busbar.verticles.programs.model;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What starts an automation by itself (spec 9.5). */
public sealed interface Trigger {
  /**
   * A state field changed to a value, from a value, or at all.
   *
   * @param key top-level field or dotted path below it, {@code extras.sensors.cpu.value}
   * @param to the value it must become; null with {@code any} means every change
   * @param hold how long it must stay so; zero fires at once
   */
  record State(
      DeviceId device,
      String key,
      @Nullable Object from,
      boolean hasFrom,
      @Nullable Object to,
      boolean hasTo,
      Duration hold)
      implements Trigger {}

  /** A number crossed a border: it was not beyond it before and is now. */
  record Crossing(
      DeviceId device, String key, @Nullable Double above, @Nullable Double below, Duration hold)
      implements Trigger {}

  /** A time of day on some days, in the house's time zone. */
  record At(LocalTime at, Set<DayOfWeek> days) implements Trigger {}

  /** A cron expression (Unix, five fields), in the house's time zone. */
  record Cron(String expression) implements Trigger {}

  /** Sunrise or sunset at the house, earlier or later by an offset. */
  record Sun(boolean rise, Duration offset, Set<DayOfWeek> days) implements Trigger {}

  /**
   * A protocol event (spec 5).
   *
   * @param match fields of the event's payload that must be equal
   */
  record Event(String type, @Nullable DeviceId device, Fields match) implements Trigger {}

  /** A key of a remote was pressed. */
  record RemoteKey(@Nullable String remoteId, String key, @Nullable String press)
      implements Trigger {}

  /** Someone called the program's webhook. */
  record Webhook(String hook) implements Trigger {}

  /** The hub has started. */
  record Startup() implements Trigger {}

  /** Another program ended, in that way or in any. */
  record AfterProgram(String programId, @Nullable String status) implements Trigger {}
}
