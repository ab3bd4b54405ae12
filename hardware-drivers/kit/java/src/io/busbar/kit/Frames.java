package io.busbar.kit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages a driver sends (spec 6.3, 6.4). */
final class Frames {
  private static final int MAX_MESSAGE_TEXT = 1_000;

  private Frames() {}

  static Map<String, @Nullable Object> register(
      String key, String instanceId, String name, @Nullable String token) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    params.put("driverKey", key);
    params.put("instanceId", instanceId);
    params.put("protocolVersion", 1);
    params.put("name", name);
    if (token != null) {
      params.put("token", token);
    }
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("method", "driver.register");
    frame.put("params", params);
    return frame;
  }

  static Map<String, @Nullable Object> event(
      String event, String driverKey, String device, Map<String, ?> content) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("event", event);
    frame.put("driver", driverKey.toLowerCase(Locale.ROOT));
    frame.put("device_id", device);
    frame.put("data", content);
    return frame;
  }

  static Map<String, @Nullable Object> result(
      Call call, boolean success, @Nullable String message, long latencyMillis) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("command", call.command());
    result.put("success", success);
    if (message != null) {
      result.put("message", message.substring(0, Math.min(MAX_MESSAGE_TEXT, message.length())));
    }
    if (call.requestId() != null) {
      result.put("requestId", call.requestId());
    }
    if (call.correlationId() != null) {
      result.put("correlationId", call.correlationId());
    }
    result.put("latencyMs", latencyMillis);
    return result;
  }
}
