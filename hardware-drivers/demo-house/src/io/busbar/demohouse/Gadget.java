package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One simulated device: a value, of which time and commands make another. */
interface Gadget {
  /** After some time. */
  Gadget after(Step step);

  /**
   * After a command of its catalog.
   *
   * @throws Failure an argument is wrong, or it is no command of this device
   */
  Gadget told(Call call);

  /** What it publishes (spec 9.2). */
  Map<String, @Nullable Object> state();

  /** The commands it takes. */
  List<CommandDef> catalog();

  /** What it can do; empty: what its commands and fields tell. */
  default List<String> capabilities() {
    return List.of();
  }

  /** What to say of a command that is not in the catalog. */
  static Failure unknown(Call call) {
    return new Failure("this device has no command '%s'".formatted(call.command()));
  }
}
