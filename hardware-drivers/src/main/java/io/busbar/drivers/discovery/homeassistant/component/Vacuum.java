package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Map;

/** Vacuums and lawn mowers. */
final class Vacuum {
  private static final int VACUUM = 2;
  private static final int MOWER = 2;
  private static final String STATE = "state_topic";
  private static final Map<String, String> COMMANDS =
      Map.of(
          "start", "start",
          "pause", "pause",
          "stop", "stop",
          "return_to_base", "return_home",
          "locate", "locate",
          "spot_clean", "clean_spot");
  private static final Map<String, String> PAYLOADS =
      Map.of(
          "start", "start",
          "pause", "pause",
          "stop", "stop",
          "return_to_base", "return_to_base",
          "locate", "locate",
          "spot_clean", "clean_spot");

  private Vacuum() {}

  static Plan plan(Config config) {
    Blueprint vacuum = new Blueprint(config);
    vacuum.reads(STATE, false, (payload, draft) -> read(payload.object(), draft));
    List<String> features = config.list("supported_features");
    List<String> offered =
        features.isEmpty()
            ? List.of("start", "stop", "return_home", "status", "battery", "clean_spot")
            : features;
    for (String key : List.of("start", "pause", "stop", "return_to_base", "locate", "spot_clean")) {
      if (offered.contains(COMMANDS.get(key))) {
        String sent = String.valueOf(PAYLOADS.get(key));
        vacuum.sends(key, key.replace('_', ' '), "payload_" + sent, sent);
      }
    }
    if (vacuum.has("set_fan_speed_topic") && offered.contains("fan_speed")) {
      vacuum.order(
          "set_fan_speed",
          "Suction",
          "speed",
          Blueprint.oneOf(config.list("fan_speed_list")),
          sending -> sending.publish("set_fan_speed_topic", sending.text("speed")));
    }
    if (vacuum.has("send_command_topic") && offered.contains("send_command")) {
      vacuum.order(
          "send_command",
          "Any command",
          "command",
          Blueprint.TEXT,
          sending -> sending.publish("send_command_topic", sending.text("command")));
    }
    return vacuum.plan("robot_vacuum", VACUUM);
  }

  private static void read(Fields state, Draft draft) {
    state.text("state").ifPresent(status -> draft.put("status", status));
    if (state.get("battery_level") instanceof Number level) {
      draft.put("battery", Readings.percent(level.doubleValue(), 0, 100));
    }
    state.text("fan_speed").ifPresent(speed -> draft.put("fanSpeed", speed));
  }

  static Plan mower(Config config) {
    Blueprint mower = new Blueprint(config);
    mower.readsText("activity_state_topic", "activity_value_template", "status");
    for (String[] job :
        new String[][] {
          {"start_mowing", "start"}, {"pause", "pause"}, {"dock", "return_to_base"}
        }) {
      if (mower.has(job[0] + "_command_topic")) {
        mower.order(
            job[1],
            job[0].replace('_', ' '),
            sending ->
                sending.publish(job[0] + "_command_topic", job[0] + "_command_template", job[0]));
      }
    }
    return mower.plan("lawn_mower", MOWER);
  }
}
