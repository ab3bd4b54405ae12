package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ceiling fan. */
record Fan(boolean power, Speed speed) implements Gadget {
  enum Speed {
    LOW,
    MEDIUM,
    HIGH
  }

  @Override
  public Fan after(Step step) {
    return this;
  }

  @Override
  public Fan told(Call call) {
    return call.command().equals("set_fan_speed")
        ? new Fan(true, Words.read(call, "speed", Speed.class))
        : new Fan(Relay.switched(power, call), speed);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of("power", power, "fanSpeed", Words.of(speed));
  }

  @Override
  public List<CommandDef> catalog() {
    List<CommandDef> catalog = new ArrayList<>(Relay.SWITCHING);
    catalog.add(
        CommandDef.of("set_fan_speed", "Speed").with("speed", CommandDef.oneOf(Speed.class)));
    return catalog;
  }
}
