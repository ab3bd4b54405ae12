package io.busbar.drivers.discovery.tasmota;

import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Percent;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.List;
import java.util.Locale;

/** Relays, shutters and ceiling fans. */
final class Channels {
  private static final List<String> SPEEDS = List.of("off", "low", "medium", "high");
  private static final String MEDIUM = "2";
  private static final int INVERTED = 1;

  private final Config config;
  private final Readers readers;

  Channels(Config config, Readers readers) {
    this.config = config;
    this.readers = readers;
  }

  MqttMessage command(String name, String payload) {
    return Payload.text(config.commands() + name, payload, 1);
  }

  /** On, off and toggle of a relay or a light. */
  void power(Part part, int index) {
    String name = "POWER" + (index + 1);
    String on = config.state(1, "ON");
    part.order(Order.plain("turn_on", command(name, on)));
    part.order(Order.plain("turn_off", command(name, config.state(0, "OFF"))));
    part.order(Order.step("toggle", command(name, config.state(2, "TOGGLE"))));
    Readers.Reader reader =
        value -> {
          if (value instanceof String word) {
            part.memory().field("power", word.equals(on) || word.equals("ON"));
          }
        };
    readers.on(name, reader);
    if (index == 0) {
      readers.on("POWER", reader);
    }
  }

  /** A shutter; an inverted one counts from the other end. */
  void shutter(Part part, int number) {
    part.type(tilts(number) ? "blind" : "shade");
    boolean inverted = (config.number("sho", number - 1, 0) & INVERTED) != 0;
    part.order(Order.plain("open", command("ShutterOpen" + number, "")));
    part.order(Order.plain("close", command("ShutterClose" + number, "")));
    part.order(Order.plain("stop", command("ShutterStop" + number, "")));
    part.order(
        Order.taking(
            "set_position",
            Schemas.percent(),
            arguments -> {
              double percent = Percent.clamp(Values.required(arguments, "position"));
              long position = Math.round(inverted ? 100 - percent : percent);
              return List.of(command("ShutterPosition" + number, Long.toString(position)));
            }));
    readers.onNumber(
        "Shutter" + number + ".Position",
        raw -> part.memory().field("position", Percent.of(inverted ? 100 - raw : raw, 100)));
    if (tilts(number)) {
      tilt(part, number);
    }
  }

  /** A ceiling fan with three speeds. */
  void fan(Part part) {
    part.type("fan");
    part.order(Order.plain("turn_on", command("FanSpeed", MEDIUM)));
    part.order(Order.plain("turn_off", command("FanSpeed", "0")));
    part.order(
        Order.taking(
            "set_fan_speed",
            Schemas.choice(SPEEDS),
            arguments -> {
              String word = Values.requiredText(arguments, "speed").toLowerCase(Locale.ROOT);
              int speed = Math.max(0, SPEEDS.indexOf(word));
              return List.of(command("FanSpeed", Integer.toString(speed)));
            }));
    readers.onNumber("FanSpeed", speed -> turning(part, speed));
  }

  private static void turning(Part part, double speed) {
    if (speed >= 0 && speed < SPEEDS.size()) {
      part.memory().field("power", speed >= 1);
      part.memory().field("fanSpeed", SPEEDS.get((int) speed));
    }
  }

  private boolean tilts(int number) {
    return range(number).size() >= 2 && !range(number).get(0).equals(range(number).get(1));
  }

  private List<?> range(int number) {
    List<?> all = config.told().list("sht");
    return number <= all.size() && all.get(number - 1) instanceof List<?> range ? range : List.of();
  }

  private void tilt(Part part, int number) {
    part.order(
        Order.taking(
            "set_tilt",
            Schemas.number(
                "number",
                Values.number(range(number).get(0)).orElse(null),
                Values.number(range(number).get(1)).orElse(null)),
            arguments ->
                List.of(
                    command(
                        "ShutterTilt" + number,
                        Long.toString(Math.round(Values.required(arguments, "value")))))));
    readers.on(
        "Shutter" + number + ".Tilt",
        value -> part.memory().sensor("tilt", "Tilt", Values.number(value).orElse(null), "°"));
  }
}
