package io.busbar.drivers.discovery.homeassistant.component;

import java.util.Map;

/** What is set or pressed: numbers, choices, texts, buttons, scenes, updates, messages. */
final class Inputs {
  private static final int VALUE_RANK = 12;
  private static final int PRESS_RANK = 13;
  private static final int UPDATE_RANK = 25;
  private static final String STATE = "state_topic";
  private static final String COMMAND = "command_topic";
  private static final String TEMPLATE = "command_template";
  private static final String SET = "set_value";

  private Inputs() {}

  static Plan number(Config config) {
    Blueprint number = new Blueprint(config);
    String ignored = config.need(COMMAND);
    number.readsNumber(STATE, "value_template", Draft.VALUE);
    number.order(
        SET,
        "Value",
        Draft.VALUE,
        Blueprint.range(config.number("min", 1), config.number("max", 100)),
        sending -> {
          Number value = Readings.plain(sending.number(Draft.VALUE));
          sending.publish(COMMAND, TEMPLATE, value);
          sending.assume(STATE, Draft.VALUE, value);
        });
    return number.plan("number", VALUE_RANK);
  }

  static Plan select(Config config) {
    return text(config, "select", Blueprint.oneOf(config.list("options")));
  }

  static Plan text(Config config) {
    long longest = Math.round(Math.min(1_024, config.number("max", 255)));
    Map<String, Object> schema =
        Map.of("type", "string", "minLength", 0, "maxLength", Math.max(0, longest));
    return text(config, "text", schema);
  }

  private static Plan text(Config config, String type, Map<String, Object> schema) {
    Blueprint text = new Blueprint(config);
    String ignored = config.need(COMMAND);
    text.readsText(STATE, "value_template", Draft.VALUE);
    text.order(
        SET,
        "Value",
        Draft.VALUE,
        schema,
        sending -> {
          String value = sending.text(Draft.VALUE);
          sending.publish(COMMAND, TEMPLATE, value);
          sending.assume(STATE, Draft.VALUE, value);
        });
    return text.plan(type, VALUE_RANK);
  }

  static Plan button(Config config) {
    Blueprint button = new Blueprint(config);
    String ignored = config.need(COMMAND);
    String payload = config.payload("payload_press", "PRESS").orElse("PRESS");
    button.act("press", "Press", sending -> sending.publish(COMMAND, TEMPLATE, payload));
    return button.plan("button", PRESS_RANK);
  }

  static Plan scene(Config config) {
    Blueprint scene = new Blueprint(config);
    String ignored = config.need(COMMAND);
    String payload = config.payload("payload_on", "ON").orElse("ON");
    scene.order("turn_on", "Set", sending -> sending.publish(COMMAND, payload));
    return scene.plan("scene", PRESS_RANK);
  }

  static Plan message(Config config) {
    Blueprint message = new Blueprint(config);
    String ignored = config.need(COMMAND);
    message.order(
        "notify",
        "Show a message",
        "message",
        Blueprint.TEXT,
        sending -> sending.publish(COMMAND, TEMPLATE, sending.text("message")));
    return message.plan("notifier", PRESS_RANK);
  }

  static Plan update(Config config) {
    Blueprint update = new Blueprint(config);
    var template = config.template("value_template");
    update.reads(
        STATE,
        false,
        (payload, draft) ->
            payload.through(template).ifPresent(said -> updateState(said.strip(), draft)));
    update.readsText("latest_version_topic", "latest_version_template", "latestVersion");
    config
        .text("payload_install")
        .filter(payload -> update.has(COMMAND))
        .ifPresent(
            payload ->
                update.act("install", "Update", sending -> sending.publish(COMMAND, payload)));
    return update.plan("update", UPDATE_RANK);
  }

  private static void updateState(String said, Draft draft) {
    var object = new Payload(said).object();
    if (object.isEmpty()) {
      draft.put(Draft.VALUE, said.isEmpty() ? null : said);
      return;
    }
    draft.put(Draft.VALUE, object.get("installed_version"));
    draft.put("latestVersion", object.get("latest_version"));
    if (object.has("in_progress")) {
      draft.put("inProgress", object.get("in_progress"));
    }
  }
}
