package io.busbar.contracts.driver;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what the hub says to drivers (spec 6.2, 6.3, 6.5). */
public final class HubFrames {
  /** No frame to a driver is larger than this (spec 6.1). */
  public static final int MAX_BYTES = 65_535;

  public static final int PROTOCOL_VERSION = 1;

  private static final String ACTION_ONLY = "action-only";
  private static final String LEGACY_PAYLOAD = "legacy-payload";

  private HubFrames() {}

  /** The greeting; drivers need not wait for it. */
  public static byte[] connected(Instant now) {
    Map<String, Object> frame = event("CONNECTED");
    frame.put("ok", true);
    frame.put("serverTime", now.toString());
    return Json.bytes(frame);
  }

  public static byte[] registered(
      DriverInstance driver, String sessionId, @Nullable Object id, Instant now) {
    Map<String, Object> frame = event("REGISTERED");
    frame.put("ok", true);
    frame.put("driverKey", driver.driverKey().value());
    frame.put("instanceId", driver.instanceId().value());
    frame.put("sessionId", sessionId);
    frame.put("serverTime", now.toString());
    putId(frame, id);
    return Json.bytes(frame);
  }

  /** Says that a message which carried an id has been taken in, durably where it is a write. */
  public static byte[] ack(Object id) {
    Map<String, Object> frame = event("ACK");
    frame.put("ok", true);
    putId(frame, id);
    return Json.bytes(frame);
  }

  /** The error envelope of every refused message. */
  public static byte[] error(HubFailure failure, @Nullable Object id) {
    return error(failure.reason(), failure.message(), failure.details(), failure.hint(), id);
  }

  public static byte[] error(
      String code, String error, List<String> details, @Nullable String hint, @Nullable Object id) {
    Map<String, Object> frame = event("ERROR");
    frame.put("ok", false);
    frame.put("code", code);
    frame.put("error", error);
    frame.put("details", details);
    if (hint != null) {
      frame.put("hint", hint);
    }
    putId(frame, id);
    return Json.bytes(frame);
  }

  public static byte[] status(String status, String message) {
    Map<String, Object> frame = event("DRIVER_STATUS");
    frame.put("data", Map.of("status", status, "message", message));
    return Json.bytes(frame);
  }

  /** ACTION, or COMMAND_EXECUTE for a command of the catalog unless the driver wants neither. */
  public static byte[] command(
      DriverInstance driver, Set<String> capabilities, DeliverCommand command, Instant now) {
    boolean execute = command.inCatalog() && !capabilities.contains(ACTION_ONLY);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("deviceId", command.externalId());
    data.put("device_id", command.externalId());
    data.put("command", command.command());
    data.put("action", command.command());
    data.put("payload", command.payload());
    data.put("requestId", command.requestId().value());
    data.put("correlationId", command.correlationId());
    Map<String, Object> frame = event(execute ? "COMMAND_EXECUTE" : "ACTION");
    frame.put("driver", driver.driverKey().value().toLowerCase(Locale.ROOT));
    frame.put("device_id", command.externalId());
    frame.put("deviceId", command.externalId());
    frame.put("data", data);
    if (capabilities.contains(LEGACY_PAYLOAD)) {
      frame.put("payload", data);
    }
    frame.put("timestamp", now.toString());
    return Json.bytes(frame);
  }

  /** A message that is not the hub's own; whatever names its kind is read under both names. */
  public static byte[] message(Fields message) {
    Object kind = message.first("event", "type");
    Fields frame = message.get("event") == null ? message.with("event", kind) : message;
    return Json.bytes(frame.get("type") == null ? frame.with("type", kind) : frame);
  }

  /** A health probe; only processes get one (spec 6.5). */
  public static byte[] ping(String requestId) {
    Map<String, Object> frame = event("PING");
    frame.put("data", Fields.of("requestId", requestId));
    return Json.bytes(frame);
  }

  private static Map<String, Object> event(String name) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("event", name);
    frame.put("type", name);
    frame.put("protocolVersion", PROTOCOL_VERSION);
    return frame;
  }

  private static void putId(Map<String, Object> frame, @Nullable Object id) {
    if (id != null) {
      frame.put("id", id);
    }
  }
}
