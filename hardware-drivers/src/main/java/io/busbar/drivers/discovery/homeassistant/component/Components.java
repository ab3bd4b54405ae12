package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.bus.HubFailure;
import java.util.Map;
import java.util.function.Function;

/** All components that are understood, by the names of Home Assistant's MQTT discovery. */
public final class Components {
  private static final Map<String, Function<Config, Plan>> PLANS =
      Map.ofEntries(
          Map.entry("light", Light::plan),
          Map.entry("switch", Relay::plan),
          Map.entry("siren", Relay::siren),
          Map.entry("sensor", Sensors::sensor),
          Map.entry("binary_sensor", Sensors::binary),
          Map.entry("device_tracker", Sensors::tracker),
          Map.entry("cover", Cover::plan),
          Map.entry("valve", Cover::valve),
          Map.entry("climate", Climate::plan),
          Map.entry("water_heater", Climate::plan),
          Map.entry("fan", Fan::plan),
          Map.entry("humidifier", Fan::humidifier),
          Map.entry("lock", Security::lock),
          Map.entry("alarm_control_panel", Security::alarm),
          Map.entry("vacuum", Vacuum::plan),
          Map.entry("lawn_mower", Vacuum::mower),
          Map.entry("number", Inputs::number),
          Map.entry("select", Inputs::select),
          Map.entry("text", Inputs::text),
          Map.entry("button", Inputs::button),
          Map.entry("scene", Inputs::scene),
          Map.entry("notify", Inputs::message),
          Map.entry("update", Inputs::update),
          Map.entry("event", Events::event),
          Map.entry("device_automation", Events::trigger),
          Map.entry("tag", Events::tag));

  private Components() {}

  /** Whether a component of this name can be read. */
  public static boolean knows(String component) {
    return PLANS.containsKey(component);
  }

  /**
   * How a component is read and told what to do.
   *
   * @throws HubFailure INVALID when its configuration is wrong, or the component is not understood
   */
  public static Plan plan(String component, Config config) {
    Function<Config, Plan> plan = PLANS.get(component);
    if (plan == null) {
      throw HubFailure.invalid(
          "The component '%s' is not supported.".formatted(component),
          "The rest of the device works.");
    }
    return plan.apply(config);
  }
}
