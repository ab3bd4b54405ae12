package io.busbar.drivers.discovery.homeassistant.component;

import java.util.List;
import java.util.Map;

/** Thermostats, heat pumps and boilers. */
final class Climate {
  private static final int RANK = 1;
  private static final String OFF = "off";
  private static final String MODE = "mode";
  private static final String POWER = "power";
  private static final String TARGET = "targetTemperature";
  private static final List<String> MODES = List.of("auto", OFF, "cool", "heat", "dry", "fan_only");

  private Climate() {}

  static Plan plan(Config config) {
    Blueprint climate = new Blueprint(config);
    readings(climate);
    powers(climate);
    temperatures(climate);
    choice(climate, MODE, "set_mode", MODE, MODE, modes(config));
    List<String> fans = config.list("fan_modes");
    List<String> speeds = fans.isEmpty() ? List.of("auto", "low", "medium", "high") : fans;
    choice(climate, "fan_mode", "set_fan_speed", "speed", "fanMode", speeds);
    choice(climate, "swing_mode", "set_swing_mode", MODE, "extras.swing", swings(config));
    choice(
        climate,
        "preset_mode",
        "set_preset_mode",
        MODE,
        "extras.preset",
        config.list("preset_modes"));
    humidity(climate, "target_humidity_command_topic", "target_humidity_command_template");
    return climate.plan("thermostat", RANK);
  }

  private static List<String> modes(Config config) {
    List<String> modes = config.list("modes");
    return modes.isEmpty() ? MODES : modes;
  }

  private static List<String> swings(Config config) {
    List<String> swings = config.list("swing_modes");
    return swings.isEmpty() ? List.of("on", OFF) : swings;
  }

  private static void readings(Blueprint climate) {
    Config config = climate.config();
    degrees(climate, "current_temperature_topic", "current_temperature_template", "temperature");
    degrees(climate, "temperature_state_topic", "temperature_state_template", TARGET);
    degrees(climate, "temperature_low_state_topic", "temperature_low_state_template", "extras.low");
    degrees(
        climate, "temperature_high_state_topic", "temperature_high_state_template", "extras.high");
    climate.readsNumber("current_humidity_topic", "current_humidity_template", "humidity");
    climate.readsNumber(
        "target_humidity_state_topic", "target_humidity_state_template", "extras.targetHumidity");
    climate.reads("mode_state_topic", "mode_state_template", (value, draft) -> mode(value, draft));
    climate.readsText("fan_mode_state_topic", "fan_mode_state_template", "fanMode");
    climate.readsText("swing_mode_state_topic", "swing_mode_state_template", "extras.swing");
    climate.readsText("preset_mode_state_topic", "preset_mode_value_template", "extras.preset");
    climate.readsText("action_topic", "action_template", "extras.action");
    String on = config.text("payload_on").orElse("ON");
    String off = config.text("payload_off").orElse("OFF");
    climate.reads(
        "power_state_topic",
        "power_state_template",
        (value, draft) -> Blueprint.power(value, on, off, POWER, draft));
  }

  private static void mode(String value, Draft draft) {
    boolean unknown = value.equals("None");
    draft.put(MODE, unknown ? null : value);
    draft.put(POWER, unknown ? null : !value.equals(OFF));
  }

  private static void powers(Blueprint climate) {
    List<String> modes = modes(climate.config());
    if (climate.has("power_command_topic")) {
      climate.order("turn_on", "On", sending -> power(sending, "payload_on", "ON", true));
      climate.order("turn_off", "Off", sending -> power(sending, "payload_off", "OFF", false));
    } else if (climate.has("mode_command_topic") && modes.contains(OFF)) {
      String first = modes.stream().filter(mode -> !mode.equals(OFF)).findFirst().orElse(OFF);
      climate.order("turn_on", "On", sending -> setMode(sending, first));
      climate.order("turn_off", "Off", sending -> setMode(sending, OFF));
    }
  }

  private static void power(Sending sending, String key, String otherwise, boolean on) {
    String payload = sending.config().payload(key, otherwise).orElse(otherwise);
    sending.publish("power_command_topic", "power_command_template", payload);
    sending.assume("power_state_topic", POWER, on);
  }

  private static void setMode(Sending sending, String mode) {
    sending.publish("mode_command_topic", "mode_command_template", mode);
    sending.assume("mode_state_topic", MODE, mode);
    sending.assume("mode_state_topic", POWER, !mode.equals(OFF));
  }

  private static void temperatures(Blueprint climate) {
    Config config = climate.config();
    boolean fahrenheit = isFahrenheit(config);
    double min = celsius(config.number("min_temp", fahrenheit ? 44.6 : 7), fahrenheit);
    double max = celsius(config.number("max_temp", fahrenheit ? 95 : 35), fahrenheit);
    Map<String, Object> range = Blueprint.range(min, max);
    set(climate, "temperature", "set_temperature", TARGET, range);
    set(climate, "temperature_low", "set_temperature_low", "extras.low", range);
    set(climate, "temperature_high", "set_temperature_high", "extras.high", range);
  }

  private static void set(
      Blueprint climate, String what, String key, String field, Map<String, Object> range) {
    if (!climate.has(what + "_command_topic")) {
      return;
    }
    climate.order(
        key,
        "Temperature",
        "temperature",
        range,
        sending -> {
          double wanted = sending.number("temperature");
          boolean fahrenheit = isFahrenheit(sending.config());
          double sent = fahrenheit ? Math.rint(wanted * 18 + 320) / 10 : wanted;
          sending.publish(what + "_command_topic", what + "_command_template", sent);
          sending.assume(what + "_state_topic", field, Readings.plain(wanted));
        });
  }

  static void humidity(Blueprint blueprint, String topic, String template) {
    if (blueprint.has(topic)) {
      Config config = blueprint.config();
      blueprint.order(
          "set_humidity",
          "Humidity",
          "humidity",
          Blueprint.range(config.number("min_humidity", 0), config.number("max_humidity", 100)),
          sending -> {
            Number wanted = Readings.plain(Math.rint(sending.number("humidity")));
            sending.publish(topic, template, wanted);
            sending.assume("target_humidity_state_topic", "extras.targetHumidity", wanted);
          });
    }
  }

  static void choice(
      Blueprint blueprint,
      String what,
      String key,
      String argument,
      String field,
      List<String> values) {
    if (!blueprint.has(what + "_command_topic")) {
      return;
    }
    blueprint.order(
        key,
        "Mode",
        argument,
        Blueprint.oneOf(values),
        sending -> {
          String value = sending.text(argument);
          sending.publish(what + "_command_topic", what + "_command_template", value);
          sending.assume(what + "_state_topic", field, value);
        });
  }

  private static void degrees(Blueprint climate, String topic, String template, String field) {
    boolean fahrenheit = isFahrenheit(climate.config());
    climate.reads(
        topic,
        template,
        (value, draft) -> {
          Double number = Readings.number(value);
          if (number != null) {
            draft.put(field, Readings.plain(celsius(number, fahrenheit)));
          }
        });
  }

  private static boolean isFahrenheit(Config config) {
    return config.text("temperature_unit").filter("F"::equalsIgnoreCase).isPresent();
  }

  private static double celsius(double value, boolean fahrenheit) {
    return fahrenheit ? Math.rint((value - 32) / 1.8 * 10) / 10 : value;
  }
}
