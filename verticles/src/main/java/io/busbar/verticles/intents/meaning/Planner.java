package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.intents.house.KnownDevice;
import io.busbar.verticles.intents.meaning.ActTable.Act;
import io.busbar.verticles.intents.meaning.ActTable.Choice;
import io.busbar.verticles.intents.meaning.ActTable.Property;
import io.busbar.verticles.intents.meaning.Planned.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the command that does what is wished, among those a device offers. */
final class Planner {
  private static final String VALUE = "$";

  private final ActTable table;
  private final Map<DeviceId, Fields> states;

  Planner(ActTable table, Map<DeviceId, Fields> states) {
    this.table = table;
    this.states = states;
  }

  Fields stateOf(KnownDevice device) {
    return states.getOrDefault(device.id(), Fields.EMPTY);
  }

  private boolean isOn(KnownDevice device) {
    return Boolean.TRUE.equals(stateOf(device).get("power"));
  }

  private boolean plays(KnownDevice device, String playback) {
    return isOn(device) && playback.equals(stateOf(device).get("playback"));
  }

  /** What speaks for a device where several may be meant, the more telling last. */
  List<Predicate<KnownDevice>> preferences(Wish wish) {
    Act act = table.acts().get(wish.act());
    Property property = wish.property() == null ? null : table.properties().get(wish.property());
    String prefer = act == null ? property == null ? "on" : property.prefer() : act.prefer();
    if (prefer == null) {
      return List.of();
    }
    return prefer.equals("on")
        ? List.of(this::isOn)
        : List.of(this::isOn, device -> plays(device, prefer));
  }

  /** The domains a wish is about when only a place is named. */
  List<String> domains(Wish wish) {
    Act act = table.acts().get(wish.act());
    if (act != null) {
      return act.domains();
    }
    Property property = wish.property() == null ? null : table.properties().get(wish.property());
    return property == null ? List.of() : property.domains();
  }

  /** Whether devices that are on are meant first. */
  boolean isForActive(Wish wish) {
    Act act = table.acts().get(wish.act());
    Property property = wish.property() == null ? null : table.properties().get(wish.property());
    return act == null ? property != null && property.active() : act.active();
  }

  boolean offers(KnownDevice device, Wish wish) {
    return plan(device, wish).refusal() != Refusal.NOT_OFFERED;
  }

  Planned plan(KnownDevice device, Wish wish) {
    Act act = table.acts().get(wish.act());
    if (act != null) {
      return chosen(device, act.choices(), null);
    }
    String name = wish.property() == null ? table.levelOf(device) : wish.property();
    Property property = name == null ? null : table.properties().get(name);
    if (property == null || !hasProperty(device, property)) {
      return Planned.refused(Refusal.NOT_OFFERED);
    }
    return wish.isRelative()
        ? moved(device, property, wish)
        : chosen(device, property.choices(), wish.value());
  }

  private static boolean hasProperty(KnownDevice device, Property property) {
    return property.domains().contains(device.domain())
        || device.command(property.choices().get(0).command()).isPresent();
  }

  private Planned moved(KnownDevice device, Property property, Wish wish) {
    boolean up = wish.act().equals(Wish.RAISE);
    Choice set = property.choices().get(0);
    Double step = property.step();
    Double present = present(device, property);
    if (device.command(set.command()).isEmpty() || present == null || step == null) {
      Planned simple = chosen(device, up ? property.raise() : property.lower(), null);
      boolean unknown = device.command(set.command()).isPresent() && simple.action() == null;
      return unknown ? Planned.refused(Refusal.STATE_UNKNOWN) : simple;
    }
    double by = wish.by() == null ? step * wish.steps() : wish.by();
    double bottom = Math.min(present, Objects.requireNonNullElse(property.floor(), 0.0));
    double top = Math.max(present, Objects.requireNonNullElse(property.max(), 100.0));
    double next = Math.max(bottom, Math.min(top, present + (up ? by : -by)));
    return next == present
        ? Planned.refused(Refusal.ALREADY_AT_LIMIT)
        : chosen(device, List.of(set), next);
  }

  private @Nullable Double present(KnownDevice device, Property property) {
    Fields state = stateOf(device);
    boolean off = Boolean.FALSE.equals(state.get("power"));
    if (off && property.whenOff() != null) {
      return property.whenOff();
    }
    return state.get(property.field()) instanceof Number number ? number.doubleValue() : null;
  }

  private Planned chosen(KnownDevice device, List<Choice> choices, @Nullable Object value) {
    Refusal refusal = Refusal.NOT_OFFERED;
    for (Choice choice : choices) {
      Optional<CommandDef> command = device.command(choice.command());
      if (command.isEmpty() || !applies(choice, device, value)) {
        continue;
      }
      Optional<Fields> payload = ArgumentFit.fit(command.get(), payload(choice, value));
      if (payload.isPresent()) {
        return Planned.action(new DeviceAction(device.id(), choice.command(), payload.get()));
      }
      refusal = Refusal.VALUE_OUT_OF_RANGE;
    }
    return Planned.refused(refusal);
  }

  private boolean applies(Choice choice, KnownDevice device, @Nullable Object value) {
    boolean ofType = choice.types() == null || choice.types().contains(device.type());
    boolean fits =
        ofType && (choice.power() == null || choice.power().equals(stateOf(device).get("power")));
    if (!fits || (choice.at() == null && choice.above() == null)) {
      return fits;
    }
    if (!(value instanceof Number number)) {
      return false;
    }
    double is = number.doubleValue();
    return (choice.at() == null || choice.at() == is)
        && (choice.above() == null || (is > choice.above() && is <= 100));
  }

  private static Fields payload(Choice choice, @Nullable Object value) {
    Fields payload = Fields.EMPTY;
    if (choice.payload() != null) {
      for (Map.Entry<String, Object> argument : choice.payload().entrySet()) {
        Object given = argument.getValue();
        payload = payload.with(argument.getKey(), VALUE.equals(given) ? value : given);
      }
    }
    return payload;
  }
}
