package io.busbar.drivers.discovery.model;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.util.List;
import java.util.Map;

/**
 * A command a device takes, with at most one argument, and what is published for it.
 *
 * @param idempotent doing it twice is the same as once
 * @param arguments their JSON Schemas by name, all required
 */
public record Order(
    String key, boolean idempotent, Map<String, Map<String, Object>> arguments, Plan plan) {
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "set_brightness", "brightness",
          "set_color", "color",
          "set_color_temperature", "colorTemperature",
          "set_volume", "volume",
          "set_input", "input",
          "set_temperature", "temperature",
          "set_mode", "mode",
          "set_fan_speed", "speed",
          "set_position", "position",
          "key", "key");

  /** Makes the publications of one command. */
  @FunctionalInterface
  public interface Plan {
    /**
     * The messages, in order.
     *
     * @throws io.busbar.kit.Failure when the arguments are not what the command takes
     */
    List<MqttMessage> publications(Fields arguments);
  }

  /** A command without arguments that may be repeated. */
  public static Order plain(String key, MqttMessage message) {
    return new Order(key, true, Map.of(), arguments -> List.of(message));
  }

  /** A command without arguments that does more each time. */
  public static Order step(String key, MqttMessage message) {
    return new Order(key, false, Map.of(), arguments -> List.of(message));
  }

  /** A command with the argument that belongs to its name (spec 9.3). */
  public static Order taking(String key, Map<String, Object> schema, Plan plan) {
    return new Order(key, true, Map.of(argument(key), schema), plan);
  }

  /** The name of the one argument of a command: its own by spec 9.3, or {@code value}. */
  public static String argument(String key) {
    return ARGUMENTS.getOrDefault(key, "value");
  }

  Order named(String other) {
    return new Order(other, idempotent, arguments, plan);
  }

  /** As it stands in the catalog of a device (spec 6.4). */
  Map<String, Object> announced() {
    return Device.command(key, Words.label(key), idempotent, arguments);
  }
}
