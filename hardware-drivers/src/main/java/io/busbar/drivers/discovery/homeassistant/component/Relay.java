package io.busbar.drivers.discovery.homeassistant.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is on or off: switches and sirens. */
final class Relay {
  private static final int SWITCH = 8;
  private static final int SIREN = 7;
  private static final String STATE = "state_topic";
  private static final String COMMAND = "command_topic";
  private static final String POWER = "power";

  private Relay() {}

  static Plan plan(Config config) {
    Blueprint relay = new Blueprint(config);
    relay.readsPower(STATE, "value_template", POWER);
    relay.switches(STATE, POWER);
    return relay.plan(relay.deviceClass().equals("outlet") ? "outlet" : "switch", SWITCH);
  }

  static Plan siren(Config config) {
    Blueprint siren = new Blueprint(config);
    String topic = config.need(COMMAND);
    String on = siren.firstOf("state_on", "payload_on", "ON");
    String off = siren.firstOf("state_off", "payload_off", "OFF");
    siren.reads(
        STATE,
        false,
        (payload, draft) -> {
          String plain =
              payload
                  .object()
                  .text("state")
                  .or(() -> payload.through(config.template("state_value_template")))
                  .orElse(topic);
          Blueprint.power(plain, on, off, POWER, draft);
        });
    Map<String, Object> extras = new LinkedHashMap<>();
    List<String> tones = config.list("available_tones");
    if (!tones.isEmpty()) {
      extras.put("tone", Blueprint.oneOf(tones));
    }
    extras.put("duration", Blueprint.range(0, 3_600));
    extras.put("volume", Blueprint.PERCENT);
    siren.order("turn_on", "Sound", extras, sending -> sound(sending, true));
    siren.order("turn_off", "Silence", sending -> sound(sending, false));
    return siren.plan("siren", SIREN);
  }

  private static void sound(Sending sending, boolean on) {
    Config config = sending.config();
    String payload =
        on
            ? config.payload("payload_on", "ON").orElse("ON")
            : config.payload("payload_off", "OFF").orElse("OFF");
    Map<String, @Nullable Object> sound = new LinkedHashMap<>();
    sound.put("state", payload);
    if (on) {
      copy(sending, "tone", sound, "tone", 1);
      copy(sending, "duration", sound, "duration", 1);
      copy(sending, "volume", sound, "volume_level", 0.01);
    }
    if (config.has("command_template")) {
      sound.put("value", payload);
      sending.render(COMMAND, "command_template", sound, payload);
    } else {
      sending.publishJson(COMMAND, sound);
    }
    sending.assume(STATE, POWER, on);
  }

  private static void copy(
      Sending sending, String argument, Map<String, @Nullable Object> to, String name, double by) {
    Object value = sending.given(argument);
    if (value instanceof Number number) {
      to.put(name, Readings.plain(number.doubleValue() * by));
    } else if (value != null) {
      to.put(name, value);
    }
  }
}
