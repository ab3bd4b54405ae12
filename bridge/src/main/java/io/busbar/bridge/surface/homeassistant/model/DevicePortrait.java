package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Draws the main entity of a device: its state and its attributes, domain by domain. */
final class DevicePortrait {
  private static final String ON = "on";
  private static final String OFF = "off";
  private static final double BRIGHTEST = 255;
  private static final double MIREDS = 1_000_000;
  private static final List<String> MODES = List.of("off", "heat", "cool", "auto");
  private static final Map<String, Integer> MEDIA =
      Map.ofEntries(
          Map.entry("pause", 1),
          Map.entry("seek", 2),
          Map.entry("set_volume", 4),
          Map.entry("mute", 8),
          Map.entry("previous", 16),
          Map.entry("next", 32),
          Map.entry("turn_on", 128),
          Map.entry("turn_off", 256),
          Map.entry("volume_up", 1024),
          Map.entry("set_input", 2048),
          Map.entry("stop", 4096),
          Map.entry("play", 16384),
          Map.entry("set_shuffle", 32768),
          Map.entry("set_repeat", 262144));

  private DevicePortrait() {}

  static String draw(String kind, Fields state, Attributes attributes) {
    return switch (kind) {
      case Kinds.LIGHT -> light(state, attributes);
      case Kinds.MEDIA_PLAYER -> media(state, attributes);
      case Kinds.CLIMATE -> climate(state, attributes);
      case Kinds.COVER -> cover(state, attributes);
      case Kinds.LOCK -> lock(state, attributes);
      case Kinds.FAN -> fan(state, attributes);
      case Kinds.REMOTE -> remote(state);
      default -> power(state);
    };
  }

  private static String power(Fields state) {
    Object power = state.get("power");
    return power instanceof Boolean on ? (on ? ON : OFF) : EntityState.UNKNOWN;
  }

  /** What has no power of its own is ready to send. */
  private static String remote(Fields state) {
    return Boolean.FALSE.equals(state.get("power")) ? OFF : ON;
  }

  private static String light(Fields state, Attributes attributes) {
    List<String> modes = new ArrayList<>();
    if (attributes.has("set_color")) {
      modes.add("rgb");
    }
    if (attributes.has("set_color_temperature")) {
      modes.add("color_temp");
    }
    if (modes.isEmpty()) {
      modes.add(attributes.has("set_brightness") ? "brightness" : "onoff");
    }
    boolean on = Boolean.TRUE.equals(state.get("power"));
    Double brightness = attributes.number("brightness");
    Double kelvin = attributes.number("colorTemperature");
    attributes.put("supported_color_modes", modes);
    attributes.put("color_mode", on ? modes.get(0) : null);
    attributes.put(
        "brightness", on && brightness != null ? Math.round(brightness * BRIGHTEST / 100) : null);
    attributes.known("rgb_color", on ? attributes.rgb("color") : null);
    if (kelvin != null && kelvin > 0) {
      attributes.put("color_temp_kelvin", Math.round(kelvin));
      attributes.put("color_temp", Math.round(MIREDS / kelvin));
    }
    return power(state);
  }

  private static String media(Fields state, Attributes attributes) {
    attributes
        .scaled("volume_level", "volume", 1)
        .same("is_volume_muted", "muted")
        .same("media_title", "title")
        .same("media_artist", "artist")
        .same("media_track", "track")
        .known("source", state.first("input", "source"))
        .same("shuffle", "shuffle")
        .same("repeat", "repeat")
        .same("media_position", "mediaPosition")
        .same("media_duration", "mediaDuration");
    List<?> sources = attributes.words("set_input", "input");
    attributes.known("source_list", sources.isEmpty() ? null : sources);
    MEDIA.forEach((command, bit) -> attributes.feature(bit, command));
    String playback = state.text("playback").orElse("");
    if (Boolean.FALSE.equals(state.get("power"))) {
      return OFF;
    }
    return switch (playback) {
      case "playing", "paused" -> playback;
      case "stopped" -> "idle";
      default -> power(state);
    };
  }

  private static String climate(Fields state, Attributes attributes) {
    List<?> modes = attributes.words("set_mode", "mode");
    attributes
        .put("hvac_modes", modes.isEmpty() ? MODES : modes)
        .same("current_temperature", "temperature")
        .same("temperature", "targetTemperature")
        .same("current_humidity", "humidity")
        .same("fan_mode", "fanMode")
        .put("min_temp", 5)
        .put("max_temp", 35)
        .feature(1, "set_temperature")
        .feature(8, "set_fan_speed")
        .feature(128, "turn_off")
        .feature(256, "turn_on");
    if (Boolean.FALSE.equals(state.get("power"))) {
      return OFF;
    }
    return state.text("mode").orElse(EntityState.UNKNOWN);
  }

  private static String cover(Fields state, Attributes attributes) {
    Double position = attributes.number("position");
    attributes
        .known("current_position", position == null ? null : Math.round(position))
        .feature(1, "open")
        .feature(2, "close")
        .feature(4, "set_position")
        .feature(8, "stop");
    String status = state.object("extras").text("status").orElse("");
    if (status.equals("opening") || status.equals("closing")) {
      return status;
    }
    if (position == null) {
      return Objects.toString(state.get("contact"), EntityState.UNKNOWN);
    }
    return position > 0 ? "open" : "closed";
  }

  private static String lock(Fields state, Attributes attributes) {
    attributes.known("battery_level", state.get("battery"));
    String said = state.text("lockState").orElse("");
    if (!said.isEmpty()) {
      return said;
    }
    Object locked = state.get("locked");
    return locked instanceof Boolean is ? (is ? "locked" : "unlocked") : EntityState.UNKNOWN;
  }

  private static String fan(Fields state, Attributes attributes) {
    Object speed = state.first("fanSpeed", "speed");
    attributes
        .known("percentage", speed instanceof Number ? speed : null)
        .known("preset_mode", speed instanceof String ? speed : null)
        .feature(1, "set_fan_speed")
        .feature(16, "turn_off")
        .feature(32, "turn_on");
    return power(state);
  }
}
