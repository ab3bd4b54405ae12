package io.busbar.drivers.discovery.homeassistant.component;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Covers and valves: what opens, closes and stands somewhere between. */
final class Cover {
  private static final int COVER = 3;
  private static final int VALVE = 6;
  private static final String POSITION = "position";
  private static final String MOVEMENT = "extras.movement";
  private static final String TILT = "extras.tilt";
  private static final String STATE = "state_topic";

  private Cover() {}

  static Plan plan(Config config) {
    Blueprint cover = new Blueprint(config);
    boolean measured = cover.has("position_topic");
    cover.reads(STATE, "value_template", (value, draft) -> state(config, value, measured, draft));
    cover.reads(
        "position_topic", "position_template", (value, draft) -> position(config, value, draft));
    moves(cover);
    if (cover.has("set_position_topic")) {
      cover.order("set_position", "Position", POSITION, Blueprint.PERCENT, Cover::setPosition);
    }
    tilts(cover);
    return cover.plan(type(cover.deviceClass()), COVER);
  }

  static Plan valve(Config config) {
    Blueprint valve = new Blueprint(config);
    boolean measured = config.flag("reports_position");
    valve.reads(STATE, "value_template", (value, draft) -> valveState(config, value, draft));
    if (measured) {
      valve.order("open", "Open", sending -> setValve(sending, 100));
      valve.order("close", "Close", sending -> setValve(sending, 0));
      valve.order(
          "set_position",
          "Position",
          POSITION,
          Blueprint.PERCENT,
          sending -> setValve(sending, sending.percent(POSITION)));
    } else {
      moves(valve);
    }
    if (valve.has("payload_stop") && measured) {
      valve.sends("stop", "Stop", "payload_stop", "STOP");
    }
    return valve.plan(valve.deviceClass().equals("water") ? "irrigation" : "valve", VALVE);
  }

  private static void moves(Blueprint cover) {
    for (String[] move : new String[][] {{"open", "Open"}, {"close", "Close"}, {"stop", "Stop"}}) {
      cover.sends(move[0], move[1], "payload_" + move[0], move[0].toUpperCase(Locale.ROOT));
    }
  }

  private static void state(Config config, String value, boolean measured, Draft draft) {
    String open = config.text("state_open").orElse("open");
    String closed = config.text("state_closed").orElse("closed");
    String movement = movement(config, value);
    if (!movement.isEmpty()) {
      draft.put(MOVEMENT, movement);
    } else if (value.equals(open) || value.equals(closed)) {
      draft.put(MOVEMENT, "stopped");
      if (!measured) {
        draft.put(POSITION, value.equals(open) ? 100L : 0L);
      }
    } else if (value.equals(config.text("state_stopped").orElse("stopped"))) {
      draft.put(MOVEMENT, "stopped");
    }
  }

  private static String movement(Config config, String value) {
    for (String movement : new String[] {"opening", "closing"}) {
      if (value.equals(config.text("state_" + movement).orElse(movement))) {
        return movement;
      }
    }
    return "";
  }

  private static void valveState(Config config, String value, Draft draft) {
    Payload payload = new Payload(value);
    String state = payload.object().text("state").orElse(value);
    Object position = payload.object().get(POSITION);
    Double number = Readings.number(position == null ? value : String.valueOf(position));
    if (number != null) {
      draft.put(POSITION, percent(config, number));
    }
    state(config, state, config.flag("reports_position"), draft);
  }

  private static void position(Config config, String value, Draft draft) {
    Double number = Readings.number(value);
    if (number != null) {
      draft.put(POSITION, percent(config, number));
    }
  }

  private static long percent(Config config, double number) {
    return Readings.percent(
        number, config.number("position_closed", 0), config.number("position_open", 100));
  }

  private static Number scaled(Config config, double percent) {
    return Readings.scaled(
        percent, config.number("position_closed", 0), config.number("position_open", 100));
  }

  private static void setPosition(Sending sending) {
    double percent = sending.percent(POSITION);
    Number scaled = scaled(sending.config(), percent);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("value", scaled);
    variables.put("position", Math.round(percent));
    sending.render("set_position_topic", "set_position_template", variables, scaled.toString());
    sending.assume("position_topic", POSITION, Math.round(percent));
  }

  private static void setValve(Sending sending, double percent) {
    Number scaled = scaled(sending.config(), percent);
    sending.publish("command_topic", "command_template", scaled);
    sending.assume(STATE, POSITION, Math.round(percent));
  }

  private static void tilts(Blueprint cover) {
    Config config = cover.config();
    double min = config.number("tilt_min", 0);
    double max = config.number("tilt_max", 100);
    cover.reads(
        "tilt_status_topic",
        "tilt_status_template",
        (value, draft) -> tilted(value, min, max, draft));
    if (!cover.has("tilt_command_topic")) {
      return;
    }
    double open = config.number("tilt_opened_value", 100);
    double closed = config.number("tilt_closed_value", 0);
    cover.order("open_tilt", "Open the slats", sending -> tilt(sending, Readings.plain(open)));
    cover.order("close_tilt", "Close the slats", sending -> tilt(sending, Readings.plain(closed)));
    cover.order(
        "set_tilt",
        "Slats",
        "tilt",
        Blueprint.PERCENT,
        sending -> tilt(sending, Readings.scaled(sending.percent("tilt"), min, max)));
  }

  private static void tilted(String value, double min, double max, Draft draft) {
    Double number = Readings.number(value);
    if (number != null) {
      draft.put(TILT, Readings.percent(number, min, max));
    }
  }

  private static void tilt(Sending sending, Number value) {
    sending.publish("tilt_command_topic", "tilt_command_template", value);
    Config config = sending.config();
    double min = config.number("tilt_min", 0);
    double max = config.number("tilt_max", 100);
    sending.assume("tilt_status_topic", TILT, Readings.percent(value.doubleValue(), min, max));
  }

  private static String type(String deviceClass) {
    return switch (deviceClass) {
      case "garage", "gate", "door" -> "garage_door";
      case "shade", "curtain", "awning" -> "shade";
      default -> "blind";
    };
  }
}
