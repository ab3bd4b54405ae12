package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A blind with a motor.
 *
 * @param position 0 closed, 100 open
 * @param target where it travels to; the position itself when it stands
 */
record Blind(double position, double target) implements Gadget {
  static final int OPEN = 100;
  static final double PERCENT_PER_SECOND = 5;

  static Blind at(int position) {
    return new Blind(position, position);
  }

  @Override
  public Blind after(Step step) {
    double way = PERCENT_PER_SECOND * step.seconds();
    double left = target - position;
    return Math.abs(left) <= way
        ? new Blind(target, target)
        : new Blind(position + Math.copySign(way, left), target);
  }

  @Override
  public Blind told(Call call) {
    return switch (call.command()) {
      case "open" -> new Blind(position, OPEN);
      case "close" -> new Blind(position, 0);
      case "stop" -> new Blind(position, position);
      case "set_position" -> new Blind(position, call.percent("position"));
      default -> throw Gadget.unknown(call);
    };
  }

  @Override
  public Map<String, @Nullable Object> state() {
    String movement = target > position ? "opening" : target < position ? "closing" : "stopped";
    return Map.of("position", Math.round(position), "extras", Map.of("status", movement));
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(
        CommandDef.of("open", "Open"),
        CommandDef.of("close", "Close"),
        CommandDef.of("stop", "Stop"),
        CommandDef.of("set_position", "Position").with("position", CommandDef.whole(0, OPEN)));
  }

  /** Its stop has nothing to do with playing. */
  @Override
  public List<String> capabilities() {
    return List.of("cover");
  }
}
