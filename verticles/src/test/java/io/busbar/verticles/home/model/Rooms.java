package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.verticles.testing.Written;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Spaces, devices and programs as the tests of the home know them. */
public final class Rooms {
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Rooms() {}

  public static Space space(
      String id, Space.Kind kind, @Nullable String parent, String... deviceIds) {
    return controlled(id, kind, parent, null, deviceIds);
  }

  /** A space whose remote controls a source. */
  public static Space controlled(
      String id,
      Space.Kind kind,
      @Nullable String parent,
      @Nullable String activeSource,
      String... deviceIds) {
    return new Space(
        id,
        "Name of " + id,
        kind,
        null,
        parent,
        0,
        Stream.of(deviceIds).map(DeviceId::new).toList(),
        List.of(),
        List.of(),
        List.of(),
        activeSource,
        NOON,
        NOON);
  }

  public static RemoteSource source(String id, String spaceId) {
    return new RemoteSource(
        id,
        spaceId,
        "Name of " + id,
        null,
        RemoteSource.Kind.DEVICE,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        false);
  }

  public static LogicalDevice device(String id, String type, String domain, Fields state) {
    return device(id, type, domain, state, false);
  }

  /** A device whose state may not be true any more. */
  public static LogicalDevice device(
      String id, String type, String domain, Fields state, boolean stale) {
    return new LogicalDevice(
        new DeviceId(id),
        "ext-" + id,
        "Name of " + id,
        type,
        type,
        domain,
        type,
        new DriverKey("HUE"),
        new InstanceId("hue-1"),
        null,
        null,
        null,
        null,
        List.of(),
        Fields.EMPTY,
        List.of("power"),
        List.of(),
        Fields.EMPTY,
        state,
        !stale,
        stale,
        false,
        false,
        NOON,
        NOON,
        NOON);
  }

  public static Program program(
      String id, @Nullable String spaceId, List<Fields> triggers, List<Fields> actions) {
    return Written.scene(id, "Name of " + id).in(spaceId).on(triggers).doing(actions).saved();
  }

  /** An action that commands a device. */
  public static Fields command(String deviceId) {
    return Fields.of("type", "device").with("deviceId", deviceId).with("command", "turn_on");
  }
}
