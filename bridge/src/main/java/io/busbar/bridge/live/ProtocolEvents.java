package io.busbar.bridge.live;

import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.home.HomeContract.DesignPublished;
import io.busbar.contracts.programs.ProgramsContract.DeviceLost;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Secrets;
import io.busbar.contracts.value.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Translates what the domains announce into the event catalogue of HOS (spec 5). */
final class ProtocolEvents {
  private final Clock clock;

  ProtocolEvents(Clock clock) {
    this.clock = clock;
  }

  ProtocolEvent of(CommandProgress progress) {
    return new ProtocolEvent(
        typeOf(progress),
        progress.at(),
        progress.source(),
        progress.deviceId(),
        progress.driver(),
        progress.action(),
        progress.requestId().value(),
        progress.correlationId(),
        payload(progress),
        progress.code() == null ? null : error(progress));
  }

  ProtocolEvent of(DeviceChanged event) {
    Device device = event.device();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("deviceId", device.id().value());
    payload.put("externalId", device.endpoint().externalId());
    payload.put("name", device.name());
    payload.put("deviceType", device.deviceType());
    payload.put("tags", device.tags());
    return new ProtocolEvent(
        "DEVICE_" + event.change().name(),
        device.updatedAt(),
        Source.DRIVER,
        device.id(),
        device.endpoint().driver(),
        null,
        null,
        null,
        payload,
        null);
  }

  ProtocolEvent of(StateChanged event) {
    DeviceState device = event.device();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (event.changed().isEmpty()) {
      payload.put("deviceId", device.deviceId().value());
      payload.put("online", device.online());
      payload.put("stale", device.stale());
      payload.put("missing", device.missing());
    } else {
      payload.put("state", device.state());
      payload.put("changed", event.changed());
    }
    return new ProtocolEvent(
        typeOf(event),
        Objects.requireNonNullElseGet(device.updatedAt(), clock::instant),
        event.source(),
        device.deviceId(),
        device.driver(),
        null,
        null,
        null,
        payload,
        null);
  }

  ProtocolEvent of(MetricsReported event) {
    Instant at = event.points().isEmpty() ? clock.instant() : event.points().get(0).timestamp();
    return new ProtocolEvent(
        "METRIC_UPDATE",
        at,
        Source.DRIVER,
        event.deviceId(),
        event.driver(),
        null,
        null,
        null,
        Map.of("metrics", event.points()),
        null);
  }

  ProtocolEvent of(DriverStatusChanged event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("status", event.status().name().toLowerCase(Locale.ROOT));
    payload.put("reason", event.reason());
    payload.put("restarts", event.restarts());
    payload.put("transport", event.transport());
    payload.put("name", event.name());
    return new ProtocolEvent(
        "DRIVER_STATUS",
        event.at(),
        Source.SYSTEM,
        null,
        event.driver(),
        null,
        null,
        null,
        payload,
        null);
  }

  /** What a space is now; its devices are many and are read where they are listed. */
  ProtocolEvent of(SpaceChanged event) {
    Space space = event.space();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("change", event.change().name().toLowerCase(Locale.ROOT));
    payload.put("spaceId", space.id());
    payload.put("name", space.name());
    payload.put("kind", space.kind());
    payload.put("parentId", space.parentId());
    payload.put("order", space.order());
    payload.put("devices", space.deviceIds().size());
    payload.put("activeRemoteSourceId", space.activeRemoteSourceId());
    return new ProtocolEvent(
        "SPACE_CHANGED",
        clock.instant(),
        event.source(),
        null,
        null,
        null,
        null,
        null,
        payload,
        null);
  }

  ProtocolEvent of(KeyPressed event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("remoteId", event.remoteId());
    payload.put("button", event.key());
    payload.put("press", event.press());
    return new ProtocolEvent(
        "REMOTE_KEY", event.at(), event.source(), null, null, null, null, null, payload, null);
  }

  ProtocolEvent of(Remotes.Moved event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("remoteId", event.remoteId());
    if (event.battery() != null) {
      payload.put("battery", event.battery());
    }
    return new ProtocolEvent(
        event.there() ? "REMOTE_CONNECTED" : "REMOTE_DISCONNECTED",
        clock.instant(),
        event.source(),
        event.device().id(),
        event.device().endpoint().driver(),
        null,
        null,
        null,
        payload,
        null);
  }

  ProtocolEvent of(DesignPublished event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("profileId", event.profileId());
    payload.put("name", event.name());
    payload.put("target", event.target());
    payload.put("version", event.version());
    payload.put("reason", event.reason());
    payload.put("live", event.live());
    return new ProtocolEvent(
        "DESIGN_PUBLISHED", event.at(), Source.SYSTEM, null, null, null, null, null, payload, null);
  }

  ProtocolEvent of(DeviceLost event) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("code", "DEVICE_LOST");
    payload.put(
        "message",
        "The device '%s' was removed; programs that need it cannot run."
            .formatted(event.deviceName()));
    payload.put("deviceId", event.deviceId().value());
    payload.put("programs", event.programs());
    return new ProtocolEvent(
        "SYSTEM_WARNING",
        event.at(),
        Source.SYSTEM,
        event.deviceId(),
        null,
        null,
        null,
        null,
        payload,
        null);
  }

  /** A change of fields is a STATE_UPDATE, a change of availability alone a DEVICE_UPDATED. */
  static String typeOf(StateChanged event) {
    return event.changed().isEmpty() ? "DEVICE_UPDATED" : "STATE_UPDATE";
  }

  static String typeOf(CommandProgress progress) {
    return switch (progress.stage()) {
      case REQUESTED -> "ACTION_REQUESTED";
      case DISPATCHED -> "ACTION_DISPATCHED";
      case FAILED -> "ACTION_FAILED";
      case RESULT -> "ACTION_RESULT";
    };
  }

  private static Map<String, @Nullable Object> payload(CommandProgress progress) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("action", progress.action());
    switch (progress.stage()) {
      case REQUESTED -> payload.put("data", secretless(progress.payload()));
      case DISPATCHED -> {
        payload.put("command", progress.command());
        payload.put("mappedBy", progress.mappedBy());
        payload.put("transport", progress.transport());
      }
      case FAILED -> {
        payload.put("code", progress.code());
        payload.put("message", progress.message());
        payload.put("outcome", outcome(progress));
      }
      case RESULT -> {
        payload.put("success", progress.code() == null);
        payload.put("message", progress.message());
        payload.put("latencyMs", progress.latencyMs());
        payload.put("stateRefresh", progress.result().get("stateRefresh"));
        payload.put("outcome", outcome(progress));
      }
    }
    return payload;
  }

  private static Map<String, @Nullable Object> error(CommandProgress progress) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", progress.code());
    error.put("message", progress.message());
    error.put("details", List.of());
    return error;
  }

  private static @Nullable String outcome(CommandProgress progress) {
    return progress.outcome() == null ? null : progress.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> secretless(Fields fields) {
    return Secrets.without(fields).values();
  }
}
