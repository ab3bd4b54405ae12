package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.RemoteSource.Kind;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a remote source of what a client sent (spec 2.0.5). */
final class SavedSource {
  static final int MAX_COMMANDS = 20;

  private static final int MAX_COMMANDS_BYTES = 65_536;
  private static final int MAX_NAME = 128;
  private static final int MAX_BUTTONS = 100;
  private static final String COMMANDS = "activateCommands";
  private static final Map<String, Kind> KINDS = kinds();
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "spaceId",
          "name",
          "icon",
          "kind",
          "deviceId",
          "programId",
          COMMANDS,
          "buttonMap",
          "active");

  private SavedSource() {}

  /**
   * A new source.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  static RemoteSource asNew(String id, String spaceId, Fields body) {
    RemoteSource blank =
        new RemoteSource(
            id, spaceId, "", null, Kind.DEVICE, null, null, List.of(), Fields.EMPTY, false);
    return read(blank, body, true);
  }

  /**
   * The source as it is to be.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  static RemoteSource over(RemoteSource present, Fields body) {
    return read(present, body, false);
  }

  /** The devices a source names. */
  static Set<DeviceId> devices(RemoteSource source) {
    Set<DeviceId> devices = new LinkedHashSet<>();
    if (source.deviceId() != null) {
      devices.add(source.deviceId());
    }
    source.activateCommands().forEach(command -> devices.add(device(command)));
    return devices;
  }

  /** The device of a command that was read here. */
  static DeviceId device(Fields command) {
    return new DeviceId(command.text("deviceId").orElseThrow());
  }

  private static RemoteSource read(RemoteSource present, Fields body, boolean isNew) {
    SentFields sent = new SentFields(body);
    DeviceId before = present.deviceId();
    String device =
        sent.clearable("deviceId", SentFields.LONGEST_ID, before == null ? null : before.value());
    RemoteSource source =
        new RemoteSource(
            present.id(),
            present.spaceId(),
            sent.text("name", MAX_NAME, isNew ? null : present.name()),
            sent.clearable("icon", MAX_NAME, present.icon()),
            sent.word("kind", KINDS, present.kind()),
            device == null ? null : new DeviceId(device),
            sent.clearable("programId", SentFields.LONGEST_ID, present.programId()),
            commands(sent, body, present.activateCommands()),
            sent.object("buttonMap", MAX_BUTTONS, present.buttonMap()),
            false,
            sent.extra(KNOWN, present.extra()));
    sent.throwIfAny("remote source");
    return source;
  }

  private static List<Fields> commands(SentFields sent, Fields body, List<Fields> present) {
    if (!body.has(COMMANDS)) {
      return present;
    }
    if (!(body.get(COMMANDS) instanceof List<?> items) || items.size() > MAX_COMMANDS) {
      sent.fault(COMMANDS, "must be a list of at most %d commands".formatted(MAX_COMMANDS));
      return present;
    }
    List<Fields> commands = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      commands.add(command(sent, items.get(i), "%s[%d]".formatted(COMMANDS, i)));
    }
    if (Json.bytes(commands).length > MAX_COMMANDS_BYTES) {
      sent.fault(COMMANDS, "must take at most %d bytes".formatted(MAX_COMMANDS_BYTES));
    }
    return commands;
  }

  private static Fields command(SentFields sent, @Nullable Object item, String path) {
    Fields command = Fields.from(item);
    if (SentFields.plain(command.get("deviceId"), SentFields.LONGEST_ID).isEmpty()) {
      sent.fault(path + ".deviceId", "must name a device");
    }
    if (SentFields.plain(command.get("command"), MAX_NAME).isEmpty()) {
      sent.fault(path + ".command", "must be a text of 1 to %d characters".formatted(MAX_NAME));
    }
    Object payload = command.get("payload");
    if (payload != null && !(payload instanceof Map<?, ?>)) {
      sent.fault(path + ".payload", "must be an object");
    }
    return command;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
    }
    return kinds;
  }
}
