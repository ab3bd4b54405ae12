package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The house at one moment: a value, of which time and commands make another. Nothing in it knows a
 * clock; the same start, times, commands and randomness make the same house.
 *
 * @param gadgets by the id of their device, in the order they are announced
 */
record House(Map<String, Gadget> gadgets, Air indoors) {

  /** As it is when somebody moves in. */
  static House with(List<Furniture> furniture) {
    Map<String, Gadget> gadgets = new LinkedHashMap<>();
    furniture.forEach(piece -> gadgets.put(piece.id(), piece.gadget()));
    return new House(gadgets, roomOf(gadgets));
  }

  /**
   * After some time.
   *
   * @param time when it is over
   */
  House after(LocalDateTime time, double seconds, RandomGenerator random) {
    Air outdoors = Weather.at(time);
    Air air = indoors.drifting(outdoors, effort(), seconds);
    Step.Senses senses =
        new Step.Senses(
            air,
            outdoors,
            senses(Detector.Kind.MOTION),
            senses(Detector.Kind.DOOR, Detector.Kind.WINDOW));
    Step step = new Step(time, seconds, senses, random);
    return new House(each(gadget -> gadget.after(step)), air);
  }

  /**
   * After a command.
   *
   * @throws Failure there is no such device, or it does not take this
   */
  House told(Call call) {
    Gadget addressed = gadgets.get(call.device());
    if (addressed == null) {
      throw new Failure("there is no device '%s' in this house".formatted(call.device()));
    }
    Map<String, Gadget> changed = new LinkedHashMap<>(gadgets);
    changed.put(call.device(), addressed.told(call));
    return new House(changed, indoors);
  }

  /** What each device publishes. */
  Map<String, Map<String, @Nullable Object>> states() {
    Map<String, Map<String, @Nullable Object>> states = new LinkedHashMap<>();
    gadgets.forEach((id, gadget) -> states.put(id, gadget.state()));
    return states;
  }

  private Map<String, Gadget> each(UnaryOperator<Gadget> change) {
    Map<String, Gadget> changed = new LinkedHashMap<>();
    gadgets.forEach((id, gadget) -> changed.put(id, change.apply(gadget)));
    return changed;
  }

  private int effort() {
    return gadgets.values().stream()
        .filter(Thermostat.class::isInstance)
        .mapToInt(gadget -> ((Thermostat) gadget).effort())
        .sum();
  }

  private boolean senses(Detector.Kind... kinds) {
    return gadgets.values().stream()
        .anyMatch(
            gadget ->
                gadget instanceof Detector detector
                    && detector.isActive()
                    && List.of(kinds).contains(detector.kind()));
  }

  private static Air roomOf(Map<String, Gadget> gadgets) {
    return gadgets.values().stream()
        .filter(Thermostat.class::isInstance)
        .map(gadget -> ((Thermostat) gadget).room())
        .findFirst()
        .orElse(new Air(20, 45));
  }
}
