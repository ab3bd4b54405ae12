package io.busbar.demohouse;

import io.busbar.kit.Device;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that stands in the house from the start.
 *
 * @param id the same at every start
 * @param gadget as it is at first
 */
record Furniture(String id, String name, String deviceType, String room, Gadget gadget) {
  /** The command every device takes. */
  static final String REFRESH = "refresh_state";

  private static final Air COMFORT = new Air(20.5, 45);

  /** Everything there is, at a time with this air outside. */
  static List<Furniture> all(Air outside) {
    return Stream.of(lights(), power(), climate(outside), openings(), security(), rest())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Furniture> lights() {
    return List.of(
        in("Living room", "ceiling", "Ceiling light", "light", Light.of(Light.Kind.COLOR, 80)),
        in("Living room", "lamp", "Floor lamp", "light", Light.of(Light.Kind.DIMMABLE, 40)),
        in("Kitchen", "light", "Worktop light", "light", Light.of(Light.Kind.WHITE, 100)),
        in("Bedroom", "light", "Bedside light", "dimmer", Light.of(Light.Kind.DIMMABLE, 25)),
        in("Hall", "light", "Hall light", "switch", new Relay(false)));
  }

  private static List<Furniture> power() {
    return List.of(
        in(
            "Kitchen",
            "coffee",
            "Coffee machine",
            "outlet",
            Outlet.of(Outlet.Load.COFFEE_MACHINE, false)),
        in(
            "Bathroom",
            "washer",
            "Washing machine",
            "outlet",
            Outlet.of(Outlet.Load.WASHING_MACHINE, true)));
  }

  private static List<Furniture> climate(Air outside) {
    return List.of(
        in("Living room", "thermostat", "Thermostat", "thermostat", Thermostat.of(21, COMFORT)),
        in("Living room", "air", "Room sensor", "sensor", new Thermometer(false, COMFORT)),
        in("Garden", "air", "Garden sensor", "sensor", new Thermometer(true, outside)),
        in("Bedroom", "fan", "Ceiling fan", "fan", new Fan(false, Fan.Speed.LOW)));
  }

  private static List<Furniture> openings() {
    return List.of(
        in("Living room", "blind", "Blind", "blind", Blind.at(Blind.OPEN)),
        in("Bedroom", "blind", "Bedroom blind", "blind", Blind.at(0)),
        in("Hall", "lock", "Front door lock", "lock", new DoorLock(true, 0)));
  }

  private static List<Furniture> security() {
    return List.of(
        in(
            "Hall",
            "motion",
            "Hall motion",
            "sensor",
            new Detector(Detector.Kind.MOTION, Habits.WALK, 0)),
        in(
            "Hall",
            "door",
            "Front door",
            "sensor",
            new Detector(Detector.Kind.DOOR, Habits.PASS_THE_DOOR, 0)),
        in(
            "Kitchen",
            "window",
            "Kitchen window",
            "sensor",
            new Detector(Detector.Kind.WINDOW, Habits.AIR_THE_KITCHEN, 0)),
        in("Hall", "alarm", "Alarm panel", "alarm", Alarm.disarmed()));
  }

  private static List<Furniture> rest() {
    return List.of(
        in("Living room", "tv", "TV", "tv", MediaPlayer.of(MediaPlayer.Model.TELEVISION)),
        in(
            "Living room",
            "receiver",
            "Receiver",
            "receiver",
            MediaPlayer.of(MediaPlayer.Model.RECEIVER)),
        in("Hall", "vacuum", "Robot vacuum", "robot_vacuum", Vacuum.docked()));
  }

  private static Furniture in(
      String room, String thing, String name, String deviceType, Gadget gadget) {
    return new Furniture(
        "demo:%s-%s".formatted(hyphenated(room), thing), name, deviceType, room, gadget);
  }

  /** As it is announced: plainly marked as simulated. */
  Device announced() {
    List<Map<String, Object>> catalog =
        Stream.concat(
                gadget.catalog().stream(), Stream.of(CommandDef.of(REFRESH, "Tell everything")))
            .map(CommandDef::written)
            .toList();
    return new Device(
        id, name, deviceType, List.of("demo", hyphenated(room)), properties(), catalog);
  }

  private Map<String, @Nullable Object> properties() {
    return Map.of(
        "simulated",
        true,
        "manufacturer",
        "Busbar",
        "model",
        "Simulated " + deviceType.replace('_', ' '),
        "room",
        room,
        "capabilities",
        gadget.capabilities());
  }

  private static String hyphenated(String words) {
    return words.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
