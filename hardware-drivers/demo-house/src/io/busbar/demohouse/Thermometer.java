package io.busbar.demohouse;

import io.busbar.kit.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sensor for temperature and humidity. */
record Thermometer(boolean outdoors, Air air) implements Gadget {
  private static final int BATTERY = 78;

  @Override
  public Thermometer after(Step step) {
    return new Thermometer(outdoors, outdoors ? step.senses().outdoors() : step.senses().indoors());
  }

  @Override
  public Thermometer told(Call call) {
    throw Gadget.unknown(call);
  }

  @Override
  public Map<String, @Nullable Object> state() {
    return Map.of(
        "temperature", Published.tenths(air.celsius()),
        "humidity", Math.round(air.humidity()),
        "battery", BATTERY);
  }

  @Override
  public List<CommandDef> catalog() {
    return List.of();
  }
}
