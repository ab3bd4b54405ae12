package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A motor lock.
 *
 * @param turning seconds until it is where it goes
 */
record DoorLock(boolean wanted, double turning) implements Gadget {
  static final double TURNS_FOR = 2;
  private static final int BATTERY = 87;

  @Override
  public DoorLock after(Step step) {
    return new DoorLock(wanted, Math.max(0, turning - step.seconds()));
  }

  @Override
  public DoorLock told(Call call) {
    return switch (call.command()) {
      case "lock" -> turned(true);
      case "unlock" -> turned(false);
      default -> throw Gadget.unknown(call);
    };
  }

  private DoorLock turned(boolean lock) {
    return lock == wanted ? this : new DoorLock(lock, TURNS_FOR);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    boolean moves = turning > 0;
    String lockState = wanted ? (moves ? "locking" : "locked") : (moves ? "unlocking" : "unlocked");
    return Map.of("locked", wanted && !moves, "lockState", lockState, "battery", BATTERY);
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of(CommandDef.of("lock", "Lock"), CommandDef.of("unlock", "Unlock"));
  }
}
