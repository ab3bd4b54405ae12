package io.busbar.kit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One command of the hub to one device of this driver, with typed access to its arguments: an
 * argument that is missing or of the wrong kind ends the command with a {@link Failure} that says
 * so.
 *
 * @param command lower case
 */
public record Call(
    String device,
    String command,
    Map<String, @Nullable Object> payload,
    @Nullable String requestId,
    @Nullable String correlationId) {
  private static final double MAX_PERCENT = 100;

  /** Reads an ACTION or COMMAND_EXECUTE in any of its layouts. */
  static Call of(Map<String, @Nullable Object> frame) {
    Map<String, @Nullable Object> content =
        frame.get("data") instanceof Map<?, ?>
            ? Json.object(frame.get("data"))
            : Json.object(frame.get("payload"));
    String device =
        first(
            frame.get("device_id"),
            content.get("deviceId"),
            content.get("device_id"),
            frame.get("deviceId"));
    String command = first(content.get("command"), content.get("action"));
    return new Call(
        Objects.requireNonNullElse(device, ""),
        Objects.requireNonNullElse(command, "").toLowerCase(Locale.ROOT),
        Json.object(content.get("payload")),
        first(content.get("requestId")),
        first(content.get("correlationId")));
  }

  /** A text that is not blank. */
  public String text(String name) {
    if (payload.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new Failure("'%s' must be a text".formatted(name));
  }

  public boolean flag(String name) {
    if (payload.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new Failure("'%s' must be true or false".formatted(name));
  }

  /** A number from min to max, both included. */
  public double number(String name, double min, double max) {
    if (payload.get(name) instanceof Number number) {
      double value = number.doubleValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new Failure("'%s' must be a number from %s to %s".formatted(name, min, max));
  }

  /** A whole number from min to max, both included. */
  public long integer(String name, long min, long max) {
    if (payload.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
      long value = number.longValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new Failure("'%s' must be a whole number from %d to %d".formatted(name, min, max));
  }

  /**
   * A whole number clamped to 0..100, halves up; also from a number sent as text, and from the
   * argument called {@code value} when there is none of this name.
   */
  public long percent(String name) {
    Object value = payload.get(name) == null ? payload.get("value") : payload.get(name);
    if (value == null) {
      throw new Failure("%s is missing".formatted(name));
    }
    double number = value instanceof Number plain ? plain.doubleValue() : parsed(name, value);
    if (!Double.isFinite(number)) {
      throw new Failure("%s must be a number".formatted(name));
    }
    return (long) Math.floor(Math.min(Math.max(number, 0), MAX_PERCENT) + 0.5);
  }

  private static double parsed(String name, Object value) {
    try {
      return value instanceof String text ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      throw new Failure("%s must be a number".formatted(name));
    }
  }

  /** Under which the request is known; null when it cannot be told from a repeated one. */
  @Nullable String known() {
    return requestId == null ? correlationId : requestId;
  }

  /** What the same request must be about when it comes again. */
  String about() {
    return Json.write(Arrays.asList(device, command, payload));
  }

  private static @Nullable String first(@Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (candidate != null && !candidate.equals("")) {
        return candidate.toString();
      }
    }
    return null;
  }
}
