package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A switch in the wall. */
record Relay(boolean power) implements Gadget {
  /** What everything understands that can be switched. */
  static final List<CommandDef> SWITCHING =
      List.of(
          CommandDef.of("turn_on", "Turn on"),
          CommandDef.of("turn_off", "Turn off"),
          CommandDef.step("toggle", "Toggle"));

  @Override
  public Relay after(Step step) {
    return this;
  }

  @Override
  public Relay told(Call call) {
    return new Relay(switched(power, call));
  }

  /** What one of the {@link #SWITCHING} commands makes of a power. */
  static boolean switched(boolean power, Call call) {
    return switch (call.command()) {
      case "turn_on" -> true;
      case "turn_off" -> false;
      case "toggle" -> !power;
      default -> throw Gadget.unknown(call);
    };
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of("power", power);
  }

  @Override
  public List<CommandDef> catalog() {
    return SWITCHING;
  }
}
