package io.busbar.drivers.discovery.homeassistant.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Locks and alarm systems. */
final class Security {
  private static final int LOCK = 2;
  private static final int ALARM = 3;
  private static final String STATE = "state_topic";
  private static final String COMMAND = "command_topic";
  private static final String LOCKED = "locked";
  private static final String LOCK_STATE = "lockState";
  private static final String ARMED = "armed";
  private static final List<String> LOCK_STATES =
      List.of("locked", "unlocked", "locking", "unlocking", "jammed");
  private static final Map<String, Object> CODE = Map.of("code", Blueprint.TEXT);

  /** What a system may offer, what is sent for it, and what it is armed as then. */
  private static final List<String[]> ARMING =
      List.of(
          new String[] {"arm_home", "ARM_HOME", "home"},
          new String[] {"arm_away", "ARM_AWAY", "away"},
          new String[] {"arm_night", "ARM_NIGHT", "night"},
          new String[] {"arm_vacation", "ARM_VACATION", "away"},
          new String[] {"arm_custom_bypass", "ARM_CUSTOM_BYPASS", "home"});

  private Security() {}

  static Plan lock(Config config) {
    Blueprint lock = new Blueprint(config);
    String ignored = config.need(COMMAND);
    lock.reads(STATE, "value_template", (value, draft) -> lockState(config, value, draft));
    lock.order("lock", "Lock", CODE, sending -> turn(sending, "payload_lock", "LOCK", true));
    lock.order(
        "unlock", "Unlock", CODE, sending -> turn(sending, "payload_unlock", "UNLOCK", false));
    if (lock.has("payload_open")) {
      lock.order("open", "Open", CODE, sending -> turn(sending, "payload_open", "OPEN", false));
    }
    return lock.plan("lock", LOCK);
  }

  private static void lockState(Config config, String value, Draft draft) {
    for (String state : LOCK_STATES) {
      String said = config.text("state_" + state).orElse(state.toUpperCase(Locale.ROOT));
      if (value.equals(said)) {
        draft.put(LOCK_STATE, state);
        draft.put(LOCKED, state.equals("locked"));
        return;
      }
    }
    if (value.equals("None")) {
      draft.put(LOCK_STATE, null);
      draft.put(LOCKED, null);
    }
  }

  private static void turn(Sending sending, String key, String otherwise, boolean locked) {
    String payload = sending.config().payload(key, otherwise).orElse(otherwise);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("value", payload);
    variables.put("code", sending.code());
    sending.render(COMMAND, "command_template", variables, payload);
    sending.assume(STATE, LOCKED, locked);
    sending.assume(STATE, LOCK_STATE, locked ? "locked" : "unlocked");
  }

  static Plan alarm(Config config) {
    Blueprint alarm = new Blueprint(config);
    String ignored = config.need(COMMAND);
    alarm.reads(STATE, "value_template", Security::alarmState);
    List<String> offered = config.list("supported_features");
    for (String[] way : ARMING) {
      if (offered.isEmpty() || offered.contains(way[0])) {
        alarm.order(
            way[0], "Arm", CODE, sending -> arm(sending, "payload_" + way[0], way[1], way[2]));
      }
    }
    alarm.order(
        "disarm", "Disarm", CODE, sending -> arm(sending, "payload_disarm", "DISARM", "disarmed"));
    if (offered.isEmpty() || offered.contains("trigger")) {
      alarm.order(
          "trigger", "Alarm", CODE, sending -> arm(sending, "payload_trigger", "TRIGGER", ""));
    }
    return alarm.plan("alarm", ALARM);
  }

  private static void alarmState(String value, Draft draft) {
    draft.put("extras.alarmState", value);
    draft.put("alarm", value.equals("triggered"));
    switch (value) {
      case "disarmed" -> draft.put(ARMED, value);
      case "armed_home", "armed_custom_bypass" -> draft.put(ARMED, "home");
      case "armed_away", "armed_vacation" -> draft.put(ARMED, "away");
      case "armed_night" -> draft.put(ARMED, "night");
      default -> {} // what it is armed as stays while it waits or sounds
    }
  }

  private static void arm(Sending sending, String key, String otherwise, String armed) {
    String action = sending.config().payload(key, otherwise).orElse(otherwise);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("action", action);
    variables.put("code", sending.code());
    sending.render(COMMAND, "command_template", variables, action);
    if (!armed.isEmpty()) {
      sending.assume(STATE, ARMED, armed);
    }
  }
}
