package io.busbar.drivers.discovery.homeassistant.component;

import java.util.Optional;

/** What happens rather than lasts: keys, triggers, tags. */
final class Events {
  private static final int RANK = 15;
  private static final String REMOTE = "remote";

  private Events() {}

  static Plan event(Config config) {
    Blueprint event = new Blueprint(config);
    if (config.filter("state_topic").isEmpty()) {
      throw Config.wrong("state_topic", "it is missing");
    }
    event.happens(
        "state_topic",
        "value_template",
        (value, draft) ->
            new Payload(value)
                .object()
                .text("event_type")
                .ifPresent(type -> draft.put(Draft.EVENT, type)));
    return event.plan(event.deviceClass().equals("doorbell") ? "doorbell" : REMOTE, RANK);
  }

  static Plan trigger(Config config) {
    Blueprint trigger = new Blueprint(config);
    String type = config.text("type").orElse("trigger");
    String subtype = config.text("subtype").orElse("");
    Optional<String> wanted = config.text("payload");
    boolean named = subtype.isEmpty() || type.equals("action");
    String name = named ? (subtype.isEmpty() ? type : subtype) : type + ":" + subtype;
    if (config.filter("topic").isEmpty()) {
      throw Config.wrong("topic", "it is missing");
    }
    trigger.happens(
        "topic",
        "value_template",
        (value, draft) -> {
          if (wanted.isEmpty() || wanted.get().equals(value)) {
            draft.put(Draft.EVENT, name);
          }
        });
    return trigger.plan(REMOTE, RANK);
  }

  static Plan tag(Config config) {
    Blueprint tag = new Blueprint(config);
    tag.happens("topic", "value_template", (value, draft) -> draft.put(Draft.EVENT, value));
    return tag.plan(REMOTE, RANK);
  }
}
