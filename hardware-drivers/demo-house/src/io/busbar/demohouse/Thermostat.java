package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heats and cools the room it hangs in.
 *
 * @param chosen the mode it returns to when it is turned on
 * @param effort 1 heats, -1 cools, 0 does neither
 * @param room the air it feels
 */
record Thermostat(Mode mode, Mode chosen, double target, int effort, Air room) implements Gadget {
  static final double COLDEST = 5;
  static final double WARMEST = 30;

  /** It begins this far from the target, and ends when it is reached. */
  static final double TOLERANCE = 0.4;

  enum Mode {
    HEAT,
    COOL,
    AUTO,
    OFF
  }

  static Thermostat of(double target, Air room) {
    return new Thermostat(Mode.AUTO, Mode.AUTO, target, 0, room);
  }

  @Override
  public Thermostat after(Step step) {
    return feeling(step.senses().indoors());
  }

  @Override
  public Thermostat told(Call call) {
    return switch (call.command()) {
      case "turn_on" -> in(mode == Mode.OFF ? chosen : mode);
      case "turn_off" -> in(Mode.OFF);
      case "toggle" -> in(mode == Mode.OFF ? chosen : Mode.OFF);
      case "set_mode" -> in(Words.read(call, "mode", Mode.class));
      case "set_temperature" -> aimingAt(call.number("temperature", COLDEST, WARMEST));
      default -> throw Gadget.unknown(call);
    };
  }

  private Thermostat in(Mode wanted) {
    Mode kept = wanted == Mode.OFF ? chosen : wanted;
    return new Thermostat(wanted, kept, target, effort, room).feeling(room);
  }

  private Thermostat aimingAt(double wanted) {
    return new Thermostat(mode, chosen, wanted, effort, room).feeling(room);
  }

  private Thermostat feeling(Air air) {
    return new Thermostat(mode, chosen, target, effortFor(air.celsius() - target), air);
  }

  private int effortFor(double tooWarm) {
    boolean heats = mode == Mode.HEAT || mode == Mode.AUTO;
    boolean cools = mode == Mode.COOL || mode == Mode.AUTO;
    if (heats && tooWarm < (effort > 0 ? 0 : -TOLERANCE)) {
      return 1;
    }
    if (cools && tooWarm > (effort < 0 ? 0 : TOLERANCE)) {
      return -1;
    }
    return 0;
  }

  @Override
  public Map<String, @Nullable Object> state() {
    String status = effort > 0 ? "heating" : effort < 0 ? "cooling" : "idle";
    return Map.of(
        "power", mode != Mode.OFF,
        "mode", Words.of(mode),
        "temperature", Published.tenths(room.celsius()),
        "targetTemperature", target,
        "humidity", Math.round(room.humidity()),
        "extras", Map.of("status", status));
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(
        CommandDef.of("turn_on", "Turn on"),
        CommandDef.of("turn_off", "Turn off"),
        CommandDef.step("toggle", "Toggle"),
        CommandDef.of("set_mode", "Mode").with("mode", CommandDef.oneOf(Mode.class)),
        CommandDef.of("set_temperature", "Target temperature")
            .with("temperature", CommandDef.number(COLDEST, WARMEST)));
  }
}
