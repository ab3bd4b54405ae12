package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.devices.LogicalDevice;
import java.util.Locale;
import java.util.Map;

/** Which domain the main entity of a device is of, by its type (spec 9.1). */
final class Kinds {
  static final String LIGHT = "light";
  static final String SWITCH = "switch";
  static final String MEDIA_PLAYER = "media_player";
  static final String CLIMATE = "climate";
  static final String FAN = "fan";
  static final String LOCK = "lock";
  static final String COVER = "cover";
  static final String REMOTE = "remote";
  static final String SENSOR = "sensor";
  static final String BINARY_SENSOR = "binary_sensor";
  static final String SCENE = "scene";
  static final String AUTOMATION = "automation";

  private static final Map<String, String> BY_TYPE =
      Map.ofEntries(
          Map.entry("light", LIGHT),
          Map.entry("dimmer", LIGHT),
          Map.entry("switch", SWITCH),
          Map.entry("outlet", SWITCH),
          Map.entry("plug", SWITCH),
          Map.entry("irrigation", SWITCH),
          Map.entry("tv", MEDIA_PLAYER),
          Map.entry("receiver", MEDIA_PLAYER),
          Map.entry("av_receiver", MEDIA_PLAYER),
          Map.entry("speaker", MEDIA_PLAYER),
          Map.entry("media_player", MEDIA_PLAYER),
          Map.entry("projector", MEDIA_PLAYER),
          Map.entry("set_top_box", MEDIA_PLAYER),
          Map.entry("game_console", MEDIA_PLAYER),
          Map.entry("thermostat", CLIMATE),
          Map.entry("hvac", CLIMATE),
          Map.entry("fan", FAN),
          Map.entry("lock", LOCK),
          Map.entry("shade", COVER),
          Map.entry("blind", COVER),
          Map.entry("garage_door", COVER),
          Map.entry("sensor", SENSOR),
          Map.entry("energy_meter", SENSOR));

  private Kinds() {}

  /** Whatever else can be commanded is a remote: its commands can be sent by name. */
  static String of(LogicalDevice device) {
    String known = BY_TYPE.get(device.deviceType().toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    return device.commands().isEmpty() ? SENSOR : REMOTE;
  }

  /** Ids of people and of the hub in the letters entity ids may have. */
  static String slug(String text) {
    String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return slug.isEmpty() ? "_" : slug;
  }
}
