package io.busbar.drivers.discovery.model;

import io.busbar.drivers.mqtt.MqttMessage;
import java.util.List;
import java.util.function.DoubleFunction;

/** White light of a device that counts in mireds, where the hub says kelvin. */
public record Mireds(double coldest, double warmest) {
  private static final String FIELD = "colorTemperature";

  /**
   * The command that sets it, within what the device can.
   *
   * @param publication makes the message of a number of mireds
   */
  public Order order(DoubleFunction<MqttMessage> publication) {
    return Order.taking(
        "set_color_temperature",
        Schemas.number(
            "number", (double) Percent.reciprocal(warmest), (double) Percent.reciprocal(coldest)),
        arguments -> {
          double mireds = Percent.reciprocal(Values.required(arguments, FIELD));
          return List.of(publication.apply(Math.max(coldest, Math.min(warmest, mireds))));
        });
  }

  /** Takes what the device says; what is no colour of light changes nothing. */
  public static void told(Part part, double mireds) {
    if (mireds >= 1) {
      part.memory().field(FIELD, Percent.reciprocal(mireds));
    }
  }
}
