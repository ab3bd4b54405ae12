package io.busbar.contracts.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of device states changed over time. Every scalar field of a state is a key, and
 * every {@code extras.sensors.<key>.value} is one as {@code sensors.<key>}; fields that hold
 * secrets are none. Only changes are kept: between two points the earlier value holds.
 */
public final class HistoryContract {
  /**
   * Reads a device's history, oldest first. Each key begins with the value that held at {@code
   * from}, as a point at that instant. Numbers of finer resolution than is kept are answered by the
   * hour; {@code resolution} says what came of it. Fails: NOT_FOUND no such device · INVALID a span
   * that ends before it begins, or a limit out of range · UNAVAILABLE the store is down.
   */
  public static final RequestAddress<ReadHistory, History> READ =
      RequestAddress.of("hub.history.read", ReadHistory.class, History.class)
          .within(Duration.ofSeconds(10))
          .atMost(64);

  private HistoryContract() {}

  /**
   * @param key only this one; absent: all
   * @param from absent: a day before {@code to}
   * @param to absent: now
   * @param resolution absent: raw
   * @param limit at most so many points of all keys together, 1 to 10,000; absent: 10,000
   */
  public record ReadHistory(
      DeviceId deviceId,
      @Nullable String key,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Resolution resolution,
      @Nullable Integer limit) {}

  /**
   * @param resolution that of the numbers; may be coarser than asked
   * @param truncated later points were left out; {@code hint} says how to get them
   */
  public record History(
      DeviceId deviceId,
      Instant from,
      Instant to,
      Resolution resolution,
      List<Series> series,
      boolean truncated,
      @Nullable String hint) {}

  public record Series(String key, @Nullable String unit, List<Point> points) {}

  /**
   * One change; or, beyond raw resolution, a minute, hour or day in which a number changed.
   *
   * @param at when it changed; when the minute, hour or day began
   * @param value what held since; the last of the minute, hour or day; null means "unknown"
   * @param min null at raw resolution, and for what is no number
   * @param avg weighted by time
   */
  public record Point(
      Instant at,
      @Nullable Object value,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double avg) {
    /** A change to a value. */
    public static Point of(Instant at, @Nullable Object value) {
      return new Point(at, value, null, null, null);
    }
  }

  /** How fine numbers are; text and booleans are always told change by change. */
  public enum Resolution {
    @JsonProperty("raw")
    RAW,
    @JsonProperty("minute")
    MINUTE,
    @JsonProperty("hour")
    HOUR,
    @JsonProperty("day")
    DAY
  }
}
