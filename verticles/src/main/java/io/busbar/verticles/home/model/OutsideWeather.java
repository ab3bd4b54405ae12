package io.busbar.verticles.home.model;

import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.home.ContextSnapshot.Weather;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.Space.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weather as far as devices of the house measure it. What is not a sensor is not asked: the
 * temperature of a garden lamp is its own.
 */
public final class OutsideWeather {
  private static final Set<String> STATIONS = Set.of("weather", "weather_station");
  private static final String SENSOR = "sensor";
  private static final String SENSORS = "sensors";

  /** One value of one device. */
  private record Measured(double value, @Nullable String unit, DeviceId device) {}

  private OutsideWeather() {}

  /** The weather; null when no device that can be believed measures it. */
  public static @Nullable Weather in(HouseNow now) {
    List<LogicalDevice> outside =
        Stream.concat(stations(now), outdoorSensors(now))
            .filter(device -> !device.stale())
            .distinct()
            .toList();
    Optional<Measured> temperature = first(outside, "temperature");
    Optional<Measured> humidity = first(outside, "humidity");
    if (temperature.isEmpty() && humidity.isEmpty()) {
      return null;
    }
    return new Weather(
        temperature.map(Measured::value).orElse(null),
        temperature.map(Measured::unit).orElse(null),
        humidity.map(Measured::value).orElse(null),
        Stream.of(temperature, humidity)
            .flatMap(Optional::stream)
            .map(Measured::device)
            .distinct()
            .toList());
  }

  private static Stream<LogicalDevice> stations(HouseNow now) {
    return now.devices().stream().filter(device -> STATIONS.contains(device.deviceType()));
  }

  private static Stream<LogicalDevice> outdoorSensors(HouseNow now) {
    Map<DeviceId, LogicalDevice> devices = now.devicesById();
    Set<String> outdoor = outdoorSpaces(now.spaces());
    return now.spaces().stream()
        .filter(space -> outdoor.contains(space.id()))
        .flatMap(space -> space.deviceIds().stream())
        .map(devices::get)
        .filter(Objects::nonNull)
        .filter(device -> device.deviceType().equals(SENSOR) || device.domain().equals(SENSORS));
  }

  /** What lies in an outdoor space is outdoors too; circles end when nothing is added. */
  private static Set<String> outdoorSpaces(List<Space> spaces) {
    Set<String> outdoor = new HashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Space space : spaces) {
        boolean within = space.kind() == Kind.OUTDOOR || outdoor.contains(space.parentId());
        grown |= within && outdoor.add(space.id());
      }
    }
    return outdoor;
  }

  private static Optional<Measured> first(List<LogicalDevice> devices, String key) {
    return devices.stream().flatMap(device -> measured(device, key).stream()).findFirst();
  }

  private static Optional<Measured> measured(LogicalDevice device, String key) {
    Fields state = device.state();
    if (state.get(key) instanceof Number own) {
      return Optional.of(new Measured(own.doubleValue(), null, device.id()));
    }
    Fields sensor = state.object("extras").object("sensors").object(key);
    return sensor.get("value") instanceof Number value
        ? Optional.of(
            new Measured(value.doubleValue(), sensor.text("unit").orElse(null), device.id()))
        : Optional.empty();
  }
}
