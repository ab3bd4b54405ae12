package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Mireds;
import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Percent;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Rgb;
import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lights: power, brightness, colour temperature in mireds, colour by hue or by point. */
final class Lights {
  static final Set<String> FEATURES =
      Set.of("state", "brightness", "color_temp", "color_xy", "color_hs");

  private static final double FULL = 254;
  private static final double COLDEST = 153;
  private static final double WARMEST = 500;

  private Lights() {}

  static void add(Part part, Expose light, Readers readers, Door door) {
    part.type("light");
    Power.add(part, light, readers, door);
    light.feature("brightness").ifPresent(found -> brightness(part, found, readers, door));
    light.feature("color_temp").ifPresent(found -> temperature(part, found, readers, door));
    light
        .feature("color_hs")
        .or(() -> light.feature("color_xy"))
        .ifPresent(found -> color(part, found, readers, door));
  }

  private static void brightness(Part part, Expose found, Readers readers, Door door) {
    double full = found.maxOr(FULL);
    String property = found.property();
    part.order(
        Order.taking(
            "set_brightness",
            Schemas.percent(),
            arguments -> {
              double percent = Values.required(arguments, "brightness");
              return List.of(door.set(property, Percent.to(percent, full)));
            }));
    readers.onNumber(property, raw -> part.memory().field("brightness", Percent.of(raw, full)));
  }

  private static void temperature(Part part, Expose found, Readers readers, Door door) {
    double coldest = found.min() == null || found.min() < 1 ? COLDEST : found.min();
    double warmest = Math.max(coldest, found.maxOr(WARMEST));
    String property = found.property();
    part.order(new Mireds(coldest, warmest).order(mireds -> door.set(property, (long) mireds)));
    readers.onNumber(property, mireds -> Mireds.told(part, mireds));
  }

  private static void color(Part part, Expose found, Readers readers, Door door) {
    String property = found.property();
    part.order(
        Order.taking(
            "set_color",
            Schemas.color(),
            arguments ->
                List.of(door.set(property, Map.of("hex", Values.requiredColor(arguments).hex())))));
    readers.on(
        property,
        value -> shade(value).ifPresent(shade -> part.memory().field("color", shade.hex())));
  }

  private static Optional<Rgb> shade(@Nullable Object value) {
    Fields color = Fields.from(value);
    Optional<Double> hue = Values.number(color.get("hue"));
    Optional<Double> saturation = Values.number(color.get("saturation"));
    if (hue.isPresent() && saturation.isPresent()) {
      return Optional.of(Rgb.hsv(hue.get(), saturation.get(), 100));
    }
    Optional<Double> x = Values.number(color.get("x"));
    Optional<Double> y = Values.number(color.get("y"));
    return x.isPresent() && y.isPresent()
        ? Optional.of(Rgb.xy(x.get(), y.get()))
        : color.text("hex").flatMap(Rgb::parse);
  }
}
