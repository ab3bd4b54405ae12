package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alarm panel that listens to the detectors of the house.
 *
 * @param leaving seconds until it begins to watch
 * @param entering seconds until the siren; null while nothing was noticed
 */
record Alarm(Armed armed, double leaving, @Nullable Double entering, boolean sounding)
    implements Gadget {
  static final double EXIT_DELAY = 20;
  static final double ENTRY_DELAY = 15;

  enum Armed {
    DISARMED,
    HOME,
    AWAY,
    NIGHT
  }

  static Alarm disarmed() {
    return new Alarm(Armed.DISARMED, 0, null, false);
  }

  @Override
  public Alarm after(Step step) {
    if (armed == Armed.DISARMED || sounding) {
      return this;
    }
    if (leaving > 0) {
      return new Alarm(armed, Math.max(0, leaving - step.seconds()), null, false);
    }
    if (entering == null && !notices(step.senses())) {
      return this;
    }
    double left = Objects.requireNonNullElse(entering, ENTRY_DELAY) - step.seconds();
    return new Alarm(armed, 0, Math.max(0, left), left <= 0);
  }

  /** Who is at home may walk about. */
  private boolean notices(Step.Senses senses) {
    return senses.open() || (armed == Armed.AWAY && senses.motion());
  }

  @Override
  public Alarm told(Call call) {
    return switch (call.command()) {
      case "arm_home" -> armed(Armed.HOME);
      case "arm_away" -> armed(Armed.AWAY);
      case "arm_night" -> armed(Armed.NIGHT);
      case "disarm" -> disarmed();
      case "trigger" -> new Alarm(armed, 0, null, true);
      default -> throw Gadget.unknown(call);
    };
  }

  private Alarm armed(Armed wanted) {
    return wanted == armed ? this : new Alarm(wanted, EXIT_DELAY, null, sounding);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of(
        "armed", Words.of(armed), "alarm", sounding, "extras", Map.of("status", status()));
  }

  private String status() {
    if (sounding) {
      return "sounding";
    }
    if (armed == Armed.DISARMED) {
      return "disarmed";
    }
    if (leaving > 0) {
      return "arming";
    }
    return entering == null ? "watching" : "entry";
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(
        CommandDef.of("arm_home", "Arm, at home"),
        CommandDef.of("arm_away", "Arm, away"),
        CommandDef.of("arm_night", "Arm, night"),
        CommandDef.of("disarm", "Disarm"),
        CommandDef.of("trigger", "Sound the alarm"));
  }
}
