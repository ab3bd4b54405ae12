package io.busbar.contracts.driver;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what drivers send, in every layout the vendor's own drivers use (spec 6.3, 6.4): {@code
 * type} for {@code event}, {@code deviceId} for {@code device_id}, {@code payload} for {@code
 * data}, ids inside {@code data}.
 */
public final class DriverFrameReader {
  /** The reason of every message that is refused for its shape. */
  public static final String VALIDATION_ERROR = "DRIVER_WS_VALIDATION_ERROR";

  public static final String UNKNOWN_EVENT = "DRIVER_WS_UNKNOWN_EVENT";

  private static final int MAX_METRICS = 200;
  private static final int MAX_ID = 128;
  private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern UNIT = Pattern.compile("[^\\p{Cntrl}]{0,64}");
  private static final Pattern DEVICE = Pattern.compile("[^\\p{Cntrl}]{1,256}");

  private DriverFrameReader() {}

  /**
   * Reads one message.
   *
   * @throws HubFailure INVALID with the texts of spec 6.3: reason {@value #VALIDATION_ERROR} or
   *     {@value #UNKNOWN_EVENT}
   */
  public static DriverFrame read(Fields message) {
    if (message.get("id") != null && id(message) == null) {
      throw rejected(
          "Invalid driver message.",
          List.of("id must be a number, or a text of at most %d characters.".formatted(MAX_ID)));
    }
    if (message.has("method")) {
      return RegistrationReader.read(message);
    }
    Object event = message.first("event", "type");
    if (!(event instanceof String name)) {
      throw rejected("Invalid driver message.", List.of("Set event, or method for registration."));
    }
    Fields data = Fields.from(message.first("data", "payload"));
    return switch (name) {
      case "DEVICE_DISCOVERED" -> announce(name, message, data, false);
      case "DEVICE_UPDATED" -> announce(name, message, data, true);
      case "DEVICE_REMOVED" -> removed(name, message, data);
      case "STATE_UPDATE" -> stateUpdate(name, message, data);
      case "ACTION_RESULT" -> actionResult(name, message, data);
      case "METRIC_UPDATE" -> metricUpdate(name, message, data);
      default ->
          throw HubFailure.of(FailureCode.INVALID, "Unknown driver event.")
              .reason(UNKNOWN_EVENT)
              .details(
                  List.of(
                      "Use DEVICE_DISCOVERED, DEVICE_UPDATED, DEVICE_REMOVED, STATE_UPDATE,"
                          + " ACTION_RESULT or METRIC_UPDATE."));
    };
  }

  private static DriverFrame announce(String event, Fields message, Fields data, boolean partial) {
    return new DriverFrame.Announce(id(message), device(event, message, data), data, partial);
  }

  private static DriverFrame removed(String event, Fields message, Fields data) {
    return new DriverFrame.Removed(
        id(message),
        device(event, message, data),
        data.text("reason").orElse(null),
        Boolean.TRUE.equals(data.get("permanent")));
  }

  private static DriverFrame stateUpdate(String event, Fields message, Fields data) {
    String device = device(event, message, data);
    Fields patch = data.first("state") instanceof Map<?, ?> ? data.object("state") : data;
    Fields bare = patch.without("device_id").without("deviceId");
    if (bare.isEmpty()) {
      throw rejected(
          "Invalid STATE_UPDATE payload.", List.of("data must hold at least one state field."));
    }
    return new DriverFrame.StateUpdate(id(message), device, bare);
  }

  private static DriverFrame actionResult(String event, Fields message, Fields data) {
    if (!(data.get("success") instanceof Boolean success)) {
      throw rejected(
          "Invalid ACTION_RESULT payload.", List.of("data.success must be true or false."));
    }
    return new DriverFrame.ActionResult(
        id(message),
        device(event, message, data),
        data.first("command", "action") instanceof String command ? command : null,
        success,
        data.text("message").orElse(null),
        data.text("requestId").orElse(null),
        data.text("correlationId").orElse(null),
        data);
  }

  private static DriverFrame metricUpdate(String event, Fields message, Fields data) {
    String device = device(event, message, data);
    List<?> items = data.list("metrics");
    if (items.isEmpty() || items.size() > MAX_METRICS) {
      throw rejected(
          "Invalid METRIC_UPDATE payload.",
          List.of("data.metrics must be a list of 1 to %d metrics.".formatted(MAX_METRICS)));
    }
    List<DriverFrame.Metric> metrics = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      metrics.add(metric(Fields.from(items.get(i)), i));
    }
    return new DriverFrame.MetricUpdate(id(message), device, List.copyOf(metrics));
  }

  private static DriverFrame.Metric metric(Fields item, int index) {
    String key = item.text("key").orElse("");
    String unit = item.text("unit").orElse("");
    Object value = item.get("value");
    boolean scalar =
        value == null
            || value instanceof Number
            || value instanceof String
            || value instanceof Boolean;
    if (!KEY.matcher(key).matches() || !UNIT.matcher(unit).matches() || !scalar) {
      throw rejected(
          "Invalid METRIC_UPDATE payload.",
          List.of(
              ("data.metrics[%d] needs a key of 1 to 128 characters, a plain value and, if any, a"
                      + " unit of at most 64 characters, none of them a control character.")
                  .formatted(index)));
    }
    return new DriverFrame.Metric(key, value, item.text("unit").orElse(null));
  }

  private static String device(String event, Fields message, Fields data) {
    Object named = message.first("device_id", "deviceId");
    Object device = named == null ? data.first("device_id", "deviceId") : named;
    if (device instanceof String text && DEVICE.matcher(text).matches()) {
      return text;
    }
    if (device instanceof String text && !text.isEmpty()) {
      throw rejected(
          "Invalid device_id.",
          List.of("device_id must be 1-256 chars, none of them a control character."));
    }
    throw rejected(
        "device_id is required for %s.".formatted(event),
        List.of("Set device_id to the driver's own id of the device."));
  }

  /**
   * The id by which a message wants to be answered: a number or a text, written with at most 128
   * characters. Null when there is none, or none that may be echoed.
   */
  public static @Nullable Object id(Fields message) {
    Object id = message.get("id");
    boolean plain = id instanceof Number || id instanceof String;
    return plain && String.valueOf(id).length() <= MAX_ID ? id : null;
  }

  static HubFailure rejected(String error, List<String> details) {
    return HubFailure.of(FailureCode.INVALID, Objects.requireNonNull(error))
        .reason(VALIDATION_ERROR)
        .details(details);
  }
}
