package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sensor for motion or for an open door or window. It fires by itself as people live, and on
 * request.
 *
 * @param active seconds it stays active
 */
record Detector(Kind kind, Habits habit, double active) implements Gadget {
  private static final int BATTERY = 92;

  enum Kind {
    MOTION(30, "Walk by"),
    DOOR(8, "Open and close"),
    WINDOW(180, "Open for a while");

    private final double holds;
    private final String label;

    Kind(double holds, String label) {
      this.holds = holds;
      this.label = label;
    }
  }

  boolean isActive() {
    return active > 0;
  }

  @Override
  public Detector after(Step step) {
    double left = Math.max(0, active - step.seconds());
    boolean fires = habit.happens(step) && (kind == Kind.MOTION || left == 0);
    return new Detector(kind, habit, fires ? kind.holds : left);
  }

  @Override
  public Detector told(Call call) {
    if (!call.command().equals("simulate")) {
      throw Gadget.unknown(call);
    }
    return new Detector(kind, habit, kind.holds);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return kind == Kind.MOTION
        ? Map.of("motion", isActive(), "battery", BATTERY)
        : Map.of("contact", isActive() ? "open" : "closed", "battery", BATTERY);
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(CommandDef.step("simulate", kind.label));
  }
}
