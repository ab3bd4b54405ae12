package io.busbar.bridge.mqtt.homeassistant;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands no entity of its own kind speaks for: buttons, numbers, choices, texts. */
final class OtherCommands {
  private static final int MOST_WORDS = 200;
  private static final Map<String, String> FIELD_OF =
      Map.of("temperature", "targetTemperature", "speed", "fanSpeed");

  private OtherCommands() {}

  static void add(Draft draft) {
    if (draft.has("mute", "unmute")) {
      mute(draft);
    }
    for (CommandDef command : draft.leftCommands()) {
      Fields schema = command.payloadSchema();
      Map<String, @Nullable Object> arguments =
          schema == null ? Map.of() : schema.object("properties").values();
      if (arguments.isEmpty()) {
        button(draft, command);
      } else if (schema != null) {
        argument(arguments, schema).ifPresent(name -> one(draft, command, name, arguments));
      }
    }
  }

  private static void mute(Draft draft) {
    draft.use("mute", "unmute");
    draft.useField("muted");
    Map<String, @Nullable Object> options = draft.commanded();
    options.put("payload_on", "{\"muted\":true}");
    options.put("payload_off", "{\"muted\":false}");
    options.put("state_topic", draft.places().state());
    options.put("value_template", Templates.either("muted", "ON", "OFF"));
    options.put("state_on", "ON");
    options.put("state_off", "OFF");
    draft.add("mute", "switch", "Mute", options);
  }

  private static void button(Draft draft, CommandDef command) {
    Map<String, @Nullable Object> options = draft.commanded();
    options.put("payload_press", Templates.request(command.key()));
    draft.add(command.key(), "button", command.label(), options);
  }

  /** The one argument a command needs, or the only one it has. */
  private static Optional<String> argument(Map<String, @Nullable Object> arguments, Fields schema) {
    List<?> required = schema.list("required");
    if (required.size() == 1 && required.get(0) instanceof String name) {
      return Optional.of(name).filter(arguments::containsKey);
    }
    return arguments.size() == 1 ? arguments.keySet().stream().findFirst() : Optional.empty();
  }

  private static void one(
      Draft draft, CommandDef command, String name, Map<String, @Nullable Object> arguments) {
    Fields argument = Fields.from(arguments.get(name));
    List<String> words = Draft.words(argument);
    boolean ranged =
        argument.get("minimum") instanceof Number && argument.get("maximum") instanceof Number;
    Map<String, @Nullable Object> options = told(draft, name);
    if (ranged) {
      options.put("command_template", Templates.request(command.key(), name, "{{ value }}"));
      options.put("min", argument.get("minimum"));
      options.put("max", argument.get("maximum"));
      options.put("step", argument.get("multipleOf") instanceof Number step ? step : 1);
      draft.add(command.key(), "number", command.label(), options);
      return;
    }
    boolean text = "string".equals(argument.get("type"));
    String template = Templates.request(command.key(), name, "{{ value | to_json }}");
    if (!words.isEmpty() && words.size() <= MOST_WORDS) {
      options.put("command_template", template);
      options.put("options", words);
      draft.add(command.key(), "select", command.label(), options);
    } else if (text) {
      options.put("command_template", template);
      draft.add(command.key(), "text", command.label(), options);
    }
  }

  /** Where it is told how things stand, when the state has a field for it. */
  private static Map<String, @Nullable Object> told(Draft draft, String argument) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>(draft.commanded());
    String field = FIELD_OF.getOrDefault(argument, argument);
    if (draft.state().has(field) && !draft.isFieldUsed(field)) {
      draft.useField(field);
      options.put("state_topic", draft.places().state());
      options.put("value_template", Templates.fieldOrNone(field));
    }
    return options;
  }
}
