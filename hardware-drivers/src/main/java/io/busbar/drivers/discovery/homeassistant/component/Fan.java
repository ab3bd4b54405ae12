package io.busbar.drivers.discovery.homeassistant.component;

import java.util.List;
import java.util.Map;

/** Fans and humidifiers. */
final class Fan {
  private static final int FAN = 4;
  private static final int HUMIDIFIER = 4;
  private static final String STATE = "state_topic";
  private static final String POWER = "power";
  private static final String SPEED = "fanSpeed";
  private static final String OSCILLATING = "extras.oscillating";

  private Fan() {}

  static Plan plan(Config config) {
    Blueprint fan = new Blueprint(config);
    double min = config.number("speed_range_min", 1);
    double max = config.number("speed_range_max", 100);
    fan.readsPower(STATE, "state_value_template", POWER);
    fan.reads(
        "percentage_state_topic",
        "percentage_value_template",
        (value, draft) -> speed(value, min, max, draft));
    fan.readsText("preset_mode_state_topic", "preset_mode_value_template", "extras.preset");
    fan.readsText("direction_state_topic", "direction_value_template", "extras.direction");
    String on = config.text("payload_oscillation_on").orElse("oscillate_on");
    String off = config.text("payload_oscillation_off").orElse("oscillate_off");
    fan.reads(
        "oscillation_state_topic",
        "oscillation_value_template",
        (value, draft) -> Blueprint.power(value, on, off, OSCILLATING, draft));
    fan.switches(STATE, POWER);
    orders(fan, min, max);
    return fan.plan("fan", FAN);
  }

  private static void speed(String value, double min, double max, Draft draft) {
    Double number = Readings.number(value);
    if (number != null) {
      draft.put(SPEED, Readings.percent(number, min - 1, max));
    }
  }

  private static void orders(Blueprint fan, double min, double max) {
    if (fan.has("percentage_command_topic")) {
      fan.order(
          "set_fan_speed",
          "Speed",
          "speed",
          Blueprint.PERCENT,
          sending -> setSpeed(sending, min, max));
    }
    Climate.choice(
        fan,
        "preset_mode",
        "set_preset_mode",
        "mode",
        "extras.preset",
        fan.config().list("preset_modes"));
    Climate.choice(
        fan,
        "direction",
        "set_direction",
        "direction",
        "extras.direction",
        List.of("forward", "reverse"));
    if (fan.has("oscillation_command_topic")) {
      fan.order(
          "set_oscillation", "Oscillate", "on", Map.of("type", "boolean"), Fan::setOscillation);
    }
  }

  private static void setSpeed(Sending sending, double min, double max) {
    double percent = sending.percent("speed");
    double value = Math.ceil(percent / 100 * (max - min + 1)) + min - 1;
    sending.publish(
        "percentage_command_topic", "percentage_command_template", Readings.plain(value));
    sending.assume("percentage_state_topic", SPEED, Math.round(percent));
  }

  private static void setOscillation(Sending sending) {
    boolean on = Boolean.TRUE.equals(sending.given("on"));
    Config config = sending.config();
    String payload =
        on
            ? config.text("payload_oscillation_on").orElse("oscillate_on")
            : config.text("payload_oscillation_off").orElse("oscillate_off");
    sending.publish("oscillation_command_topic", "oscillation_command_template", payload);
    sending.assume("oscillation_state_topic", OSCILLATING, on);
  }

  static Plan humidifier(Config config) {
    Blueprint humidifier = new Blueprint(config);
    humidifier.readsPower(STATE, "state_value_template", POWER);
    humidifier.readsNumber("current_humidity_topic", "current_humidity_template", "humidity");
    humidifier.readsNumber(
        "target_humidity_state_topic", "target_humidity_state_template", "extras.targetHumidity");
    humidifier.readsText("mode_state_topic", "mode_state_template", "mode");
    humidifier.readsText("action_topic", "action_template", "extras.action");
    humidifier.switches(STATE, POWER);
    Climate.humidity(
        humidifier, "target_humidity_command_topic", "target_humidity_command_template");
    Climate.choice(humidifier, "mode", "set_mode", "mode", "mode", config.list("modes"));
    boolean dries = humidifier.deviceClass().equals("dehumidifier");
    return humidifier.plan(dries ? "dehumidifier" : "humidifier", HUMIDIFIER);
  }
}
