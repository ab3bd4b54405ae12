package io.busbar.bridge.live;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A HaptiqueProtocolEvent before it has a number (spec 5). */
record ProtocolEvent(
    String type,
    Instant at,
    Source source,
    @Nullable DeviceId deviceId,
    @Nullable DriverInstance driver,
    @Nullable String action,
    @Nullable String requestId,
    @Nullable String correlationId,
    Map<String, @Nullable Object> payload,
    @Nullable Map<String, @Nullable Object> error) {

  /** The event as clients see it, with the number of its place in this node's order. */
  Map<String, @Nullable Object> numbered(long seq, String node) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", "evt_" + seq);
    event.put("type", type);
    event.put("event", type);
    event.put("timestamp", at.toString());
    event.put("ts", at.toEpochMilli());
    event.put("seq", seq);
    event.put("node", node);
    event.put("source", source.name().toLowerCase(Locale.ROOT));
    event.put("deviceId", deviceId == null ? null : deviceId.value());
    event.put("entityId", null);
    event.put("driverKey", driver == null ? null : driver.driverKey().value());
    event.put("instanceId", driver == null ? null : driver.instanceId().value());
    event.put("action", action);
    event.put("requestId", requestId);
    event.put("correlationId", correlationId);
    event.put("payload", payload);
    event.put("data", payload);
    event.put("error", error);
    event.put("protocolVersion", 1);
    return event;
  }
}
