package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outlet that measures what is plugged in.
 *
 * @param seconds since it was switched on
 * @param watts as measured last
 */
record Outlet(Load load, boolean power, double seconds, double watts, double kilowattHours)
    implements Gadget {
  private static final double MEASURES_EVERY = 10;
  private static final double JOULES_PER_KWH = 3.6e6;
  private static final double NOISE = 0.02;
  private static final double HUNDREDTHS = 100;

  /** What is plugged in; how much it draws depends on how long it is on. */
  enum Load {
    COFFEE_MACHINE,
    WASHING_MACHINE;

    private static final double HEATS_UP = 60;
    private static final double CYCLE = 1_800;
    private static final double HEATING = 420;
    private static final double WASHING = 1_380;
    private static final double SPINNING = 1_560;

    double watts(double seconds) {
      return this == COFFEE_MACHINE ? coffee(seconds) : laundry(seconds);
    }

    private static double coffee(double seconds) {
      return seconds < HEATS_UP ? 1_350 : 45;
    }

    /** Half an hour of washing, then it waits to be emptied. */
    private static double laundry(double seconds) {
      if (seconds >= CYCLE) {
        return 3;
      }
      if (seconds < HEATING) {
        return 2_050;
      }
      if (seconds < WASHING) {
        return 160;
      }
      return seconds < SPINNING ? 480 : 60;
    }
  }

  static Outlet of(Load load, boolean power) {
    return new Outlet(load, power, 0, power ? load.watts(0) : 0, 0);
  }

  @Override
  public Outlet after(Step step) {
    if (!power) {
      return this;
    }
    double now = seconds + step.seconds();
    boolean measures = Math.floor(now / MEASURES_EVERY) > Math.floor(seconds / MEASURES_EVERY);
    double noise = 1 + NOISE * (2 * step.random().nextDouble() - 1);
    double measured = measures ? load.watts(now) * noise : watts;
    double used = kilowattHours + measured * step.seconds() / JOULES_PER_KWH;
    return new Outlet(load, true, now, measured, used);
  }

  @Override
  public Outlet told(Call call) {
    boolean wanted = Relay.switched(power, call);
    if (wanted == power) {
      return this;
    }
    return new Outlet(load, wanted, 0, wanted ? load.watts(0) : 0, kilowattHours);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    double energy = Math.round(kilowattHours * HUNDREDTHS) / HUNDREDTHS;
    return Map.of(
        "power",
        power,
        "extras",
        Map.of(
            "sensors",
            Map.of(
                "power", Published.sensor("Power", (double) Math.round(watts), "W"),
                "energy", Published.sensor("Energy", energy, "kWh"))));
  }

  @Override
  public List<CommandDef> catalog() {
    return Relay.SWITCHING;
  }
}
