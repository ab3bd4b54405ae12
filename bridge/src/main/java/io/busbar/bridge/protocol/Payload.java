package io.busbar.bridge.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payload that satisfies its command's schema. */
record Payload(Map<String, @Nullable Object> fields) {
  private static final int NO_WAIT = 0;

  String need(String key) {
    return Objects.requireNonNull(text(key), key);
  }

  @Nullable String text(String key) {
    return fields.get(key) instanceof String text ? text : null;
  }

  @Nullable Boolean flag(String key) {
    return fields.get(key) instanceof Boolean flag ? flag : null;
  }

  @Nullable Integer number(String key) {
    return fields.get(key) instanceof Number number ? number.intValue() : null;
  }

  @Nullable Fields object(String key) {
    return fields.get(key) instanceof Map<?, ?> map ? Fields.from(map) : null;
  }

  List<?> list(String key) {
    return fields.get(key) instanceof List<?> list ? list : List.of();
  }

  /** The value under a key as a type of the contracts; null when it is absent. */
  <T> @Nullable T as(String key, TypeReference<T> type) {
    Object value = fields.get(key);
    return value == null ? null : Json.MAPPER.convertValue(value, type);
  }

  Fields all() {
    return new Fields(fields);
  }

  DeviceId deviceId() {
    return new DeviceId(need("deviceId"));
  }

  @Nullable DeviceId deviceIdOrNull() {
    String id = text("deviceId");
    return id == null ? null : new DeviceId(id);
  }

  @Nullable RequestId requestId() {
    String id = text("requestId");
    return id == null ? null : new RequestId(id);
  }

  /** How long to wait for the driver: {@code wait: false} is not at all, true is as usual. */
  @Nullable Integer waitMs() {
    return Boolean.FALSE.equals(fields.get("wait")) ? Integer.valueOf(NO_WAIT) : number("wait");
  }
}
