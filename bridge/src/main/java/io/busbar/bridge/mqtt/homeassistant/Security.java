package io.busbar.bridge.mqtt.homeassistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Covers, locks and alarms. */
final class Security {
  private static final List<String> ARMS = List.of("arm_home", "arm_away", "arm_night");

  private Security() {}

  static boolean isCover(Draft draft) {
    return draft.has("open", "close");
  }

  static void cover(Draft draft) {
    draft.use("open", "close", "stop");
    Map<String, @Nullable Object> options = draft.commanded();
    options.put("payload_open", Templates.request("open"));
    options.put("payload_close", Templates.request("close"));
    options.put("payload_stop", draft.has("stop") ? Templates.request("stop") : null);
    if (draft.has("set_position") || draft.state().has("position")) {
      draft.useField("position");
      options.put("position_topic", draft.places().state());
      options.put("position_template", Templates.field("position"));
    }
    if (draft.has("set_position")) {
      draft.use("set_position");
      options.put("set_position_topic", draft.places().set());
      options.put(
          "set_position_template", Templates.request("set_position", "position", "{{ position }}"));
    }
    String kind =
        switch (draft.device().deviceType()) {
          case "garage_door" -> "garage";
          case "shade" -> "shade";
          case "blind" -> "blind";
          default -> "";
        };
    if (!kind.isEmpty()) {
      options.put("device_class", kind);
    }
    draft.add("cover", "cover", null, options);
  }

  static boolean isLock(Draft draft) {
    return draft.has("lock", "unlock");
  }

  static void lock(Draft draft) {
    draft.use("lock", "unlock");
    draft.useField("locked");
    Map<String, @Nullable Object> options = draft.commanded();
    options.put("payload_lock", Templates.request("lock"));
    options.put("payload_unlock", Templates.request("unlock"));
    options.put("state_topic", draft.places().state());
    options.put("state_locked", "LOCKED");
    options.put("state_unlocked", "UNLOCKED");
    options.put("value_template", Templates.either("locked", "LOCKED", "UNLOCKED"));
    draft.add("lock", "lock", null, options);
  }

  static boolean isAlarm(Draft draft) {
    return draft.has("disarm") && ARMS.stream().anyMatch(draft::has);
  }

  static void alarm(Draft draft) {
    draft.use("disarm", "arm_home", "arm_away", "arm_night", "trigger");
    draft.useField("armed", "alarm");
    Map<String, @Nullable Object> options = draft.commanded();
    List<String> features = new ArrayList<>(ARMS.stream().filter(draft::has).toList());
    features.forEach(each -> options.put("payload_" + each, Templates.request(each)));
    options.put("payload_disarm", Templates.request("disarm"));
    if (draft.has("trigger")) {
      features.add("trigger");
      options.put("payload_trigger", Templates.request("trigger"));
    }
    options.put("supported_features", features);
    options.put("code_arm_required", false);
    options.put("code_disarm_required", false);
    options.put("code_trigger_required", false);
    options.put("state_topic", draft.places().state());
    options.put(
        "value_template",
        "{% if value_json.get('alarm') %}triggered"
            + "{% elif value_json.get('armed', 'disarmed') == 'disarmed' %}disarmed"
            + "{% else %}armed_{{ value_json.armed }}{% endif %}");
    draft.add("alarm", "alarm_control_panel", null, options);
  }
}
