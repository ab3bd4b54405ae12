package io.busbar.bridge.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the contracts say of commands and events: {@code contracts/protocol/*.yaml}. */
final class CommandBook {
  private static final String FOLDER = "contracts/protocol/";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Map<String, CommandSchema> commands;
  private final List<EventType> events;

  private CommandBook(Map<String, CommandSchema> commands, List<EventType> events) {
    this.commands = commands;
    this.events = List.copyOf(events);
  }

  /** One type of protocol event, as LIST_EVENTS answers it. */
  record EventType(String type, String description, JsonNode payloadSchema) {}

  /**
   * Reads it from the class path.
   *
   * @throws IllegalStateException when a file is missing
   */
  static CommandBook load() {
    Map<String, CommandSchema> commands = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : read("commands").properties()) {
      commands.put(entry.getKey(), CommandSchema.of(entry.getKey(), entry.getValue()));
    }
    return new CommandBook(
        commands, read("events").properties().stream().map(CommandBook::event).toList());
  }

  Map<String, CommandSchema> commands() {
    return commands;
  }

  List<EventType> events() {
    return events;
  }

  List<String> eventTypes() {
    return events.stream().map(EventType::type).collect(Collectors.toUnmodifiableList());
  }

  private static EventType event(Map.Entry<String, JsonNode> entry) {
    return new EventType(
        entry.getKey(),
        entry.getValue().required("description").asText(),
        entry.getValue().required("payload"));
  }

  private static JsonNode read(String name) {
    String resource = FOLDER + name + ".yaml";
    try (InputStream in = CommandBook.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("No contract " + resource);
      }
      return YAML.readTree(in).required(name);
    } catch (IOException e) {
      throw new UncheckedIOException("Contract " + resource, e);
    }
  }
}
