package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A robot that cleans, comes home and charges.
 *
 * @param battery in percent
 * @param left seconds of the way home or of the cleaning; 0 at the dock and while it stands idle
 * @param beeping seconds it still says where it is
 */
record Vacuum(Status status, double battery, double left, Suction suction, double beeping)
    implements Gadget {
  static final double CLEANS_FOR = 600;
  static final double CLEANS_A_SPOT_FOR = 60;
  static final double COMES_HOME_IN = 20;
  static final double BATTERY_LOW = 15;
  private static final double BEEPS_FOR = 5;
  private static final double FULL = 100;
  private static final double DRAINS_PER_SECOND = 1 / 18.0;
  private static final double CHARGES_PER_SECOND = 1 / 12.0;

  enum Status {
    CLEANING,
    DOCKED,
    RETURNING,
    PAUSED,
    IDLE
  }

  enum Suction {
    QUIET,
    STANDARD,
    TURBO
  }

  static Vacuum docked() {
    return new Vacuum(Status.DOCKED, FULL, 0, Suction.STANDARD, 0);
  }

  @Override
  public Vacuum after(Step step) {
    Vacuum moved =
        switch (status) {
          case CLEANING -> cleaned(step.seconds());
          case RETURNING -> returned(step.seconds());
          case DOCKED -> drained(-CHARGES_PER_SECOND * step.seconds());
          case PAUSED, IDLE -> this;
        };
    return moved.beeping(Math.max(0, beeping - step.seconds()));
  }

  private Vacuum cleaned(double seconds) {
    Vacuum later = drained(DRAINS_PER_SECOND * seconds).leaving(left - seconds);
    return later.left <= 0 || later.battery <= BATTERY_LOW
        ? later.in(Status.RETURNING, COMES_HOME_IN)
        : later;
  }

  private Vacuum returned(double seconds) {
    return left <= seconds ? in(Status.DOCKED, 0) : leaving(left - seconds);
  }

  @Override
  public Vacuum told(Call call) {
    return switch (call.command()) {
      case "start" -> started();
      case "spot_clean" -> cleaning(CLEANS_A_SPOT_FOR);
      case "pause" -> status == Status.CLEANING ? in(Status.PAUSED, left) : this;
      case "stop" -> status == Status.DOCKED ? this : in(Status.IDLE, 0);
      case "return_to_base" -> sentHome();
      case "locate" -> beeping(BEEPS_FOR);
      case "set_fan_speed" ->
          new Vacuum(status, battery, left, Words.read(call, "speed", Suction.class), beeping);
      default -> throw Gadget.unknown(call);
    };
  }

  private Vacuum started() {
    return switch (status) {
      case CLEANING -> this;
      case PAUSED -> cleaning(left);
      case DOCKED, RETURNING, IDLE -> cleaning(CLEANS_FOR);
    };
  }

  private Vacuum cleaning(double seconds) {
    if (battery <= BATTERY_LOW) {
      throw new Failure("the battery is low; it charges at its dock");
    }
    return in(Status.CLEANING, seconds);
  }

  private Vacuum sentHome() {
    boolean onItsWay = status == Status.DOCKED || status == Status.RETURNING;
    return onItsWay ? this : in(Status.RETURNING, COMES_HOME_IN);
  }

  private Vacuum in(Status wanted, double seconds) {
    return new Vacuum(wanted, battery, seconds, suction, beeping);
  }

  private Vacuum leaving(double seconds) {
    return new Vacuum(status, battery, Math.max(0, seconds), suction, beeping);
  }

  private Vacuum drained(double percent) {
    double now = Math.max(0, Math.min(FULL, battery - percent));
    return new Vacuum(status, now, left, suction, beeping);
  }

  private Vacuum beeping(double seconds) {
    return new Vacuum(status, battery, left, suction, seconds);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of(
        "status", Words.of(status),
        "battery", Math.round(battery),
        "fanSpeed", Words.of(suction),
        "extras", Map.of("locating", beeping > 0));
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(
        CommandDef.of("start", "Start"),
        CommandDef.of("stop", "Stop"),
        CommandDef.of("pause", "Pause"),
        CommandDef.of("return_to_base", "Return to the dock"),
        CommandDef.of("spot_clean", "Clean here"),
        CommandDef.of("locate", "Say where it is"),
        CommandDef.of("set_fan_speed", "Suction").with("speed", CommandDef.oneOf(Suction.class)));
  }

  /** Its stop has nothing to do with playing. */
  @Override
  public List<String> capabilities() {
    return List.of("vacuum", "fan_speed", "battery");
  }
}
