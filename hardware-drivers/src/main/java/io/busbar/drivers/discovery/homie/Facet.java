package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.homie.Described.Node;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Percent;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One property of a node as a well-known field of a device (spec 9.2, 9.3). */
record Facet(Part part, Node node, Property property, Readers readers, Door door) {
  private static final double KELVIN_AT_LEAST = 1_000;

  void power() {
    String on = property.isChoice() ? property.choice("on", "true").orElse("on") : "true";
    String off = property.isChoice() ? property.choice("off", "false").orElse("off") : "false";
    part.order(Order.plain("turn_on", set(on)));
    part.order(Order.plain("turn_off", set(off)));
    onText(
        text -> {
          if (text.equals(on) || text.equals(off)) {
            part.memory().field("power", text.equals(on));
          }
        });
  }

  void brightness() {
    double full = property.max() == null || property.max() <= 0 ? 100 : property.max();
    part.order(
        Order.taking(
            "set_brightness",
            Schemas.percent(),
            arguments -> {
              double percent = Values.required(arguments, "brightness");
              return List.of(set(scaled(percent, full)));
            }));
    onNumber(raw -> part.memory().field("brightness", Percent.of(raw, full)));
  }

  void color() {
    part.order(
        Order.taking(
            "set_color",
            Schemas.color(),
            arguments ->
                List.of(
                    set(Shades.write(property, Values.requiredColor(arguments), door.five())))));
    onText(
        text ->
            Shades.read(property, text)
                .ifPresent(color -> part.memory().field("color", color.hex())));
  }

  /** In kelvin, or in mireds where the numbers are too small for kelvin. */
  void colorTemperature() {
    double most = property.max() == null ? 0 : property.max();
    boolean kelvin = property.unit().equals("K") || most >= KELVIN_AT_LEAST;
    Double low = kelvin ? property.min() : reciprocal(property.max());
    Double high = kelvin ? property.max() : reciprocal(property.min());
    part.order(
        Order.taking(
            "set_color_temperature",
            Schemas.number("number", low, high),
            arguments -> {
              double wanted = Values.required(arguments, "colorTemperature");
              return List.of(set(number(kelvin ? wanted : Percent.reciprocal(wanted))));
            }));
    onNumber(
        raw ->
            part.memory()
                .field("colorTemperature", kelvin ? Values.plain(raw) : Percent.reciprocal(raw)));
  }

  void position() {
    double full = property.max() == null || property.max() <= 0 ? 100 : property.max();
    part.order(
        Order.taking(
            "set_position",
            Schemas.percent(),
            arguments -> {
              double percent = Values.required(arguments, "position");
              return List.of(set(scaled(percent, full)));
            }));
    onNumber(raw -> part.memory().field("position", Percent.of(raw, full)));
  }

  /** Open, close and stop, as far as the device knows words for them. */
  void travel() {
    property.choice("open", "up").ifPresent(word -> part.order(Order.plain("open", set(word))));
    property.choice("close", "down").ifPresent(word -> part.order(Order.plain("close", set(word))));
    property.choice("stop").ifPresent(word -> part.order(Order.plain("stop", set(word))));
  }

  void lock() {
    boolean words = property.isChoice();
    String lock = words ? property.choice("lock", "locked").orElse("lock") : "true";
    String unlock = words ? property.choice("unlock", "unlocked").orElse("unlock") : "false";
    part.order(Order.plain("lock", set(lock)));
    part.order(Order.plain("unlock", set(unlock)));
    onText(
        text -> {
          if (text.equals(lock) || text.equals(unlock)) {
            part.memory().field("locked", text.equals(lock));
          }
        });
  }

  void targetTemperature() {
    part.order(
        Order.taking(
            "set_temperature",
            Schemas.number("number", property.min(), property.max()),
            arguments -> List.of(set(number(Values.required(arguments, "temperature"))))));
    onNumber(raw -> part.memory().field("targetTemperature", celsius(raw)));
  }

  void mode() {
    choice("set_mode", "mode", "mode");
  }

  void fanSpeed() {
    if (property.isChoice()) {
      choice("set_fan_speed", "speed", "fanSpeed");
      return;
    }
    part.order(
        Order.taking(
            "set_fan_speed",
            Schemas.number("number", property.min(), property.max()),
            arguments -> List.of(set(number(Values.required(arguments, "speed"))))));
    onNumber(raw -> part.memory().field("fanSpeed", Values.plain(raw)));
  }

  /** A field that is only read. */
  void reading(String field) {
    onText(text -> part.memory().field(field, read(field, property.value(text))));
  }

  private @Nullable Object read(String field, @Nullable Object value) {
    if (field.equals("temperature")) {
      return Values.number(value).map(this::celsius).orElse(null);
    }
    return field.equals("contact") && value instanceof Boolean open
        ? (open ? "open" : "closed")
        : value;
  }

  private void choice(String key, String argument, String field) {
    part.order(
        Order.taking(
            key,
            Schemas.choice(property.choices()),
            arguments -> List.of(set(Values.requiredText(arguments, argument)))));
    onText(text -> part.memory().field(field, text));
  }

  private MqttMessage set(String value) {
    return door.set(node, property, value);
  }

  private String number(double value) {
    return property.datatype().equals("integer")
        ? Long.toString(Math.round(value))
        : Values.written(value);
  }

  /** A fraction where the whole is no more than one; whole steps otherwise. */
  private String scaled(double percent, double full) {
    return full <= 1
        ? Values.written(Percent.clamp(percent) * full / 100)
        : Long.toString(Percent.to(percent, full));
  }

  private Number celsius(double degrees) {
    boolean fahrenheit = property.unit().equals("°F");
    return Values.plain(fahrenheit ? Math.rint((degrees - 32) / 1.8 * 10) / 10 : degrees);
  }

  private static @Nullable Double reciprocal(@Nullable Double mireds) {
    return mireds == null || mireds < 1 ? null : (double) Percent.reciprocal(mireds);
  }

  private void onNumber(Consumer<Double> take) {
    onText(text -> Values.number(text).ifPresent(take));
  }

  private void onText(Consumer<String> take) {
    readers.on(
        node.id() + "/" + property.id(),
        value -> {
          if (value != null) {
            take.accept(value.toString());
          }
        });
  }

  static boolean isAbout(Node node, String... words) {
    String text = (node.id() + " " + node.type()).toLowerCase(Locale.ROOT);
    return List.of(words).stream().anyMatch(text::contains);
  }
}
