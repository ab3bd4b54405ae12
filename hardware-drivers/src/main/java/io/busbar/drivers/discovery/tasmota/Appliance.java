package io.busbar.drivers.discovery.tasmota;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Tasmota device with its parts. */
final class Appliance {
  private static final int LIGHTS_ONLY = 30;
  private static final int BUTTONS = 73;
  private static final int SWITCHES = 114;
  private static final int MAX_INPUTS = 32;

  private final Config config;
  private final Readers readers = new Readers();
  private final Channels channels;
  private final Lights lights;
  private final List<Part> parts = new ArrayList<>();

  private Appliance(Config config) {
    this.config = config;
    this.channels = new Channels(config, readers);
    this.lights = new Lights(config, readers, channels);
  }

  /** Makes the appliance of a description and its list of sensors. */
  static Appliance of(String id, Config config, Fields sensors) {
    Appliance appliance = new Appliance(config);
    appliance.controls(id);
    if (appliance.parts.isEmpty()) {
      appliance.parts.add(new Part(id, config.channelName(0, "sensor")));
    }
    Part main = appliance.parts.get(0);
    appliance.inputs(main);
    Sensors.add(main, appliance.readers, sensors);
    appliance.describe();
    return appliance;
  }

  Config config() {
    return config;
  }

  List<Part> parts() {
    return parts;
  }

  /** Takes a report; keys that were pressed are no news when it was kept. */
  void read(Fields report, boolean kept) {
    Flat.of(report)
        .forEach(
            (name, value) -> {
              if (!(kept && name.endsWith(".Action"))) {
                readers.read(name, value);
              }
            });
  }

  void read(String name, String value) {
    readers.read(name, value);
  }

  private void controls(String id) {
    if (config.flag("if")) {
      channels.fan(next(id, "fan", 0));
    }
    int shutters = 0;
    int lamps = 0;
    for (int index = 0; index < config.channels(); index++) {
      int kind = config.channel(index);
      boolean lit = config.flag("if") || config.option(LIGHTS_ONLY);
      if (kind == Config.SHUTTER && config.channel(index + 1) == Config.SHUTTER) {
        channels.shutter(next(id, "shutter", shutters), shutters + 1);
        shutters++;
        index++;
      } else if (kind == Config.LIGHT && !config.flag("if")) {
        lights.add(next(id, "light", index), index, lamps++);
      } else if (kind == Config.RELAY || kind == Config.LIGHT) {
        relay(id, index, lit);
      }
    }
  }

  /** Of a ceiling fan only the first relay is the owner's: the light. */
  private void relay(String id, int index, boolean lit) {
    if (config.flag("if") && index > 0) {
      return;
    }
    Part part = next(id, lit ? "light" : "relay", index);
    part.type(lit ? "light" : "switch");
    channels.power(part, index);
  }

  private Part next(String id, String kind, int index) {
    boolean main = parts.isEmpty();
    String own = main ? id : "%s:%s%d".formatted(id, kind, index + 1);
    Part part = new Part(own, config.channelName(index, kind));
    parts.add(part);
    return part;
  }

  private void inputs(Part main) {
    for (int number = 1; number <= MAX_INPUTS; number++) {
      if (config.option(BUTTONS) && config.number("btn", number - 1, 0) == 1) {
        action(main, "Button" + number);
      }
      if (config.option(SWITCHES) && config.number("swc", number - 1, -1) >= 0) {
        input(main, number);
      }
    }
    boolean battery = config.flag("bat");
    if (battery && main.claim("battery")) {
      readers.on(
          "BatteryPercentage",
          value ->
              Values.number(value)
                  .ifPresent(percent -> main.memory().field("battery", Values.plain(percent))));
    }
  }

  private void action(Part main, String input) {
    main.acts();
    if (!main.isTyped()) {
      main.type("remote");
    }
    readers.on(
        input + ".Action",
        value -> {
          if (value instanceof String action && !action.isBlank()) {
            main.memory().happened((input + "_" + action).toLowerCase(Locale.ROOT));
          }
        });
  }

  /** A switch that is followed is on or off; whatever else it does is an action. */
  private void input(Part main, int number) {
    String input = "Switch" + number;
    String key = "switch_" + number;
    String own =
        config.told().list("swn").size() >= number
            ? String.valueOf(config.told().list("swn").get(number - 1))
            : "null";
    String name = own.equals("null") ? "Switch " + number : own;
    Readers.Reader state =
        value -> Values.truth(value).ifPresent(on -> main.memory().sensor(key, name, on, ""));
    action(main, input);
    readers.on(input, state);
    readers.on(input + ".Action", state);
  }

  private void describe() {
    String mac = config.mac();
    for (Part part : parts) {
      part.property("manufacturer", "Tasmota");
      part.property("model", config.word("md", ""));
      part.property("firmware", config.word("sw", ""));
      part.property("mac", mac);
      part.property("host", config.word("ip", ""));
      part.identities(List.of(mac, mac.substring(mac.length() - 6)));
    }
  }
}
