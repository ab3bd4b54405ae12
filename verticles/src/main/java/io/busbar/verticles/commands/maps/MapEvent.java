package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an inbound action map waits for. Pure. */
public sealed interface MapEvent {
  /** The events that can be heard, by their names of spec 5. */
  Set<String> NAMES =
      Set.of(
          Occurrence.STATE_UPDATE,
          Occurrence.METRIC_UPDATE,
          Occurrence.ACTION_RESULT,
          Occurrence.DRIVER_STATUS,
          Occurrence.REMOTE_KEY,
          "DEVICE_DISCOVERED",
          "DEVICE_UPDATED",
          "DEVICE_REMOVED");

  /** The event it is, by its name of spec 5. */
  String name();

  /** Whether this is what it waits for. */
  boolean isMetBy(Occurrence occurrence);

  /** What {@code {{value}}} means of an occurrence it is met by. */
  @Nullable Object valueOf(Occurrence occurrence);

  /**
   * A state field changed: to, or from, one of some values, or at all.
   *
   * @param key a top-level field, or a dotted path below one
   * @param from what it must have been; null: anything
   * @param to what it must become; null: anything
   */
  record StateChange(String key, @Nullable List<?> from, @Nullable List<?> to) implements MapEvent {
    @Override
    public String name() {
      return Occurrence.STATE_UPDATE;
    }

    @Override
    public boolean isMetBy(Occurrence occurrence) {
      if (!occurrence.name().equals(Occurrence.STATE_UPDATE)) {
        return false;
      }
      Object before = Readings.at(occurrence.before(), key);
      Object after = Readings.at(occurrence.state(), key);
      return !Likeness.same(before, after)
          && (from == null || Likeness.isAmong(from, before))
          && (to == null || Likeness.isAmong(to, after));
    }

    @Override
    public @Nullable Object valueOf(Occurrence occurrence) {
      return Readings.at(occurrence.state(), key);
    }
  }

  /**
   * Something a driver said, or was heard of it.
   *
   * @param match fields of the event that must be equal, by their paths
   */
  record Said(String name, Fields match) implements MapEvent {
    @Override
    public boolean isMetBy(Occurrence occurrence) {
      return occurrence.name().equals(name)
          && match.values().entrySet().stream().allMatch(entry -> fits(occurrence, entry));
    }

    private static boolean fits(Occurrence occurrence, Map.Entry<String, @Nullable Object> wanted) {
      return Likeness.same(Readings.at(occurrence.event(), wanted.getKey()), wanted.getValue());
    }

    @Override
    public @Nullable Object valueOf(Occurrence occurrence) {
      return occurrence.event().get("value");
    }
  }
}
