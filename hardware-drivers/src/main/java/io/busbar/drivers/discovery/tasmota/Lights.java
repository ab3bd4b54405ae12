package io.busbar.drivers.discovery.tasmota;

import io.busbar.drivers.discovery.model.Mireds;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Percent;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Rgb;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lights of one to five channels; white may be a light of its own beside the colours. */
final class Lights {
  private static final int DIMMER = 1;
  private static final int COLD_WARM = 2;
  private static final int COLORS = 3;
  private static final int COLORS_WHITE = 4;
  private static final int COLORS_COLD_WARM = 5;
  private static final int WITHOUT_POWER = 20;
  private static final int SINGLE_CHANNELS = 68;
  private static final int REDUCED_RANGE = 82;

  private final Config config;
  private final Readers readers;
  private final Channels channels;

  Lights(Config config, Readers readers, Channels channels) {
    this.config = config;
    this.readers = readers;
    this.channels = channels;
  }

  /**
   * One light.
   *
   * @param index the number of its channel from 0
   * @param order how many lights are before it
   */
  void add(Part part, int index, int order) {
    part.type("light");
    channels.power(part, index);
    int kind = config.number("lt_st");
    if (config.option(SINGLE_CHANNELS)) {
      brightness(part, index, "Channel" + (index + 1), "Channel" + (index + 1));
      readers.on("Channel." + index, value -> level(part, value));
      return;
    }
    boolean split = kind >= COLORS_WHITE && !config.flag("lk");
    String dimmer = split ? "Dimmer" + (order + 1) : config.flag("ty") ? "Dimmer3" : "Dimmer";
    if (kind >= DIMMER) {
      brightness(part, index, dimmer, split ? dimmer : "Dimmer");
    }
    boolean colors = kind >= COLORS && !(split && order > 0);
    if (colors) {
      color(part, split ? "=" : "");
    }
    boolean white = kind == COLD_WARM || kind == COLORS_COLD_WARM;
    if (white && !(split && order == 0)) {
      temperature(part);
    }
  }

  private void brightness(Part part, int index, String command, String reported) {
    part.order(
        Order.taking(
            "set_brightness",
            Schemas.percent(),
            arguments -> {
              long percent = Math.round(Percent.clamp(Values.required(arguments, "brightness")));
              return dimmed(index, command, percent);
            }));
    readers.on(reported, value -> level(part, value));
  }

  /** Dimming turns a light on by itself unless an option forbids it. */
  private List<MqttMessage> dimmed(int index, String command, long percent) {
    List<MqttMessage> messages = new ArrayList<>();
    messages.add(channels.command(command, Long.toString(percent)));
    if (config.option(WITHOUT_POWER)) {
      String word = percent > 0 ? config.state(1, "ON") : config.state(0, "OFF");
      messages.add(channels.command("POWER" + (index + 1), word));
    }
    return messages;
  }

  private static void level(Part part, @Nullable Object value) {
    Values.number(value).ifPresent(raw -> part.memory().field("brightness", Percent.of(raw, 100)));
  }

  private void color(Part part, String suffix) {
    part.order(
        Order.taking(
            "set_color",
            Schemas.color(),
            arguments -> {
              Rgb color = Values.requiredColor(arguments);
              String parts = "%d,%d,%d".formatted(color.red(), color.green(), color.blue());
              return List.of(channels.command("Color2", parts + suffix));
            }));
    readers.on(
        "HSBColor",
        value -> shade(value).ifPresent(shade -> part.memory().field("color", shade.hex())));
  }

  /** Hue and saturation; how bright it is stands elsewhere. */
  private static Optional<Rgb> shade(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return Optional.empty();
    }
    String[] parts = text.split(",", 4);
    Optional<Double> hue = Values.number(parts[0]);
    Optional<Double> saturation = parts.length < 3 ? Optional.empty() : Values.number(parts[1]);
    return hue.isPresent() && saturation.isPresent()
        ? Optional.of(Rgb.hsv(hue.get(), saturation.get(), 100))
        : Optional.empty();
  }

  private void temperature(Part part) {
    double coldest = config.option(REDUCED_RANGE) ? 200 : 153;
    double warmest = config.option(REDUCED_RANGE) ? 380 : 500;
    part.order(
        new Mireds(coldest, warmest)
            .order(mireds -> channels.command("CT", Values.written(mireds))));
    readers.onNumber("CT", mireds -> Mireds.told(part, mireds));
  }
}
