package io.busbar.drivers.discovery.tasmota;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.discovery.model.Words;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sensors a device lists under {@code tasmota/discovery/<mac>/sensors}. */
final class Sensors {
  private static final Set<String> LEFT_OUT = Set.of("Time", "TotalStartTime", "Id", "Address");
  private static final String AIR = "µg/m³";
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("Humidity", "%"),
          Map.entry("Moisture", "%"),
          Map.entry("Illuminance", "lx"),
          Map.entry("Power", "W"),
          Map.entry("ApparentPower", "VA"),
          Map.entry("ReactivePower", "var"),
          Map.entry("Voltage", "V"),
          Map.entry("Current", "A"),
          Map.entry("Total", "kWh"),
          Map.entry("Today", "kWh"),
          Map.entry("Yesterday", "kWh"),
          Map.entry("Frequency", "Hz"),
          Map.entry("Distance", "cm"),
          Map.entry("PM1", AIR),
          Map.entry("PM2.5", AIR),
          Map.entry("PM10", AIR),
          Map.entry("CarbonDioxide", "ppm"),
          Map.entry("eCO2", "ppm"),
          Map.entry("TVOC", "ppb"),
          Map.entry("Weight", "kg"),
          Map.entry("CCT", "K"));

  private final Part part;
  private final Readers readers;
  private final Fields units;

  private Sensors(Part part, Readers readers, Fields units) {
    this.part = part;
    this.readers = readers;
    this.units = units;
  }

  /** Makes a device tell the readings of a list. */
  static void add(Part part, Readers readers, Fields listed) {
    Sensors sensors = new Sensors(part, readers, listed);
    Flat.of(listed).keySet().forEach(sensors::reading);
  }

  private void reading(String path) {
    String[] steps = path.split("\\.");
    String leaf = leaf(path, steps);
    if (path.endsWith("Unit") || LEFT_OUT.contains(leaf) || readers.has(path)) {
      return;
    }
    if (leaf.equals("Temperature") && part.claim("temperature")) {
      readers.on(path, value -> part.memory().field("temperature", celsius(value)));
    } else if (leaf.equals("Humidity") && part.claim("humidity")) {
      readers.on(path, value -> part.memory().field("humidity", Values.number(value).orElse(null)));
    } else {
      String key = Words.key(path);
      String name = Words.label(path.replace('.', ' '));
      String unit = unit(leaf);
      readers.on(
          path, value -> part.memory().sensor(key, name, Values.scalar(value).orElse(null), unit));
    }
  }

  /** The name that says what is measured; PM2.5 has a dot of its own, items of lists a number. */
  private static String leaf(String path, String[] steps) {
    if (path.endsWith("PM2.5")) {
      return "PM2.5";
    }
    String last = steps.length == 0 ? path : steps[steps.length - 1];
    boolean item = steps.length > 1 && last.chars().allMatch(Character::isDigit);
    return item ? steps[steps.length - 2] : last;
  }

  private String unit(String leaf) {
    return switch (leaf) {
      case "Temperature", "DewPoint" -> fahrenheit() ? "°F" : "°C";
      case "Pressure", "SeaPressure" -> Words.clean(units.text("PressureUnit").orElse("hPa"), 16);
      case "Speed" -> Words.clean(units.text("SpeedUnit").orElse(""), 16);
      default -> UNITS.getOrDefault(leaf, "");
    };
  }

  private @Nullable Object celsius(@Nullable Object value) {
    return Values.number(value)
        .map(degrees -> fahrenheit() ? Math.rint((degrees - 32) / 1.8 * 10) / 10 : degrees)
        .map(Values::plain)
        .orElse(null);
  }

  private boolean fahrenheit() {
    return units.text("TempUnit").orElse("").equals("F");
  }
}
