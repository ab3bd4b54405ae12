package io.busbar.demohouse;

import io.busbar.kit.Call;
import io.busbar.kit.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A light that can be dimmed, and depending on its kind changes its white or its colour. */
record Light(Kind kind, boolean power, int brightness, int kelvin, String color) implements Gadget {
  static final int WARM = 2_200;
  static final int COLD = 6_500;
  private static final int FULL = 100;
  private static final String COLOR = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$";
  private static final int SHORT_COLOR = 4;

  enum Kind {
    DIMMABLE,
    WHITE,
    COLOR
  }

  static Light of(Kind kind, int brightness) {
    return new Light(kind, false, brightness, 2_700, "#FFD9A0");
  }

  @Override
  public Light after(Step step) {
    return this;
  }

  @Override
  public Light told(Call call) {
    return switch (call.command()) {
      case "turn_on" -> on();
      case "turn_off" -> new Light(kind, false, brightness, kelvin, color);
      case "toggle" -> power ? new Light(kind, false, brightness, kelvin, color) : on();
      case "set_brightness" -> dimmed((int) call.percent("brightness"));
      case "set_color_temperature" -> white(call);
      case "set_color" -> colored(call);
      default -> throw Gadget.unknown(call);
    };
  }

  /** A lamp that was dimmed to nothing comes back in full. */
  private Light on() {
    return new Light(kind, true, brightness == 0 ? FULL : brightness, kelvin, color);
  }

  private Light dimmed(int percent) {
    return new Light(kind, percent > 0, percent, kelvin, color);
  }

  private Light white(Call call) {
    if (kind == Kind.DIMMABLE) {
      throw Gadget.unknown(call);
    }
    int wanted = (int) call.integer("colorTemperature", WARM, COLD);
    return new Light(kind, true, on().brightness, wanted, color);
  }

  private Light colored(Call call) {
    if (kind != Kind.COLOR) {
      throw Gadget.unknown(call);
    }
    String wanted = call.text("color");
    if (!wanted.matches(COLOR)) {
      throw new Failure("'color' must be like #FF8800");
    }
    String full = wanted.length() == SHORT_COLOR ? wanted.replaceAll("([^#])", "$1$1") : wanted;
    return new Light(kind, true, on().brightness, kelvin, full.toUpperCase(Locale.ROOT));
  }

  @Override
  public Map<String, @Nullable Object> state() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("power", power);
    state.put("brightness", brightness);
    if (kind != Kind.DIMMABLE) {
      state.put("colorTemperature", kelvin);
    }
    if (kind == Kind.COLOR) {
      state.put("color", color);
    }
    return state;
  }

  @Override
  public List<CommandDef> catalog() {
    List<CommandDef> catalog = new ArrayList<>(Relay.SWITCHING);
    catalog.add(
        CommandDef.of("set_brightness", "Brightness")
            .with("brightness", CommandDef.whole(0, FULL)));
    if (kind != Kind.DIMMABLE) {
      catalog.add(
          CommandDef.of("set_color_temperature", "White, in kelvin")
              .with("colorTemperature", CommandDef.whole(WARM, COLD)));
    }
    if (kind == Kind.COLOR) {
      catalog.add(
          CommandDef.of("set_color", "Colour")
              .with("color", Map.of("type", "string", "pattern", COLOR)));
    }
    return catalog;
  }
}
