package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.IrCommands;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a driver says of a device, checked (spec 6.4). It turns into a new device, or into a change
 * of one: top level replaced, {@code properties} merged deeply, {@code tags} and the catalog
 * replaced.
 */
record AnnouncedDevice(
    Optional<String> name,
    Optional<String> deviceType,
    Optional<List<String>> tags,
    Optional<Fields> target,
    Optional<Fields> properties,
    Optional<List<CommandDef>> catalog) {

  private static final int MAX_NAME = 256;
  private static final int MAX_TYPE = 64;
  private static final int MAX_TAGS = 64;
  private static final String CATALOG = "commandCatalog";
  private static final String DEFAULT_TYPE = "generic";

  /**
   * Checks an announcement.
   *
   * @throws HubFailure INVALID with one detail a fault
   */
  static AnnouncedDevice read(Fields data) {
    Faults faults = new Faults();
    Optional<String> name = faults.text(data, "name", MAX_NAME);
    Optional<String> type =
        data.has("deviceType")
            ? faults.text(data, "deviceType", MAX_TYPE)
            : faults.text(data, "type", MAX_TYPE);
    Optional<List<String>> tags = faults.texts(data, "tags", MAX_TAGS);
    Optional<Fields> target = faults.object(data, "target");
    Optional<Fields> properties = faults.object(data, "properties");
    Optional<List<CommandDef>> catalog = catalog(data, properties.orElse(Fields.EMPTY), faults);
    faults.throwIfAny();
    return new AnnouncedDevice(
        name, type, tags, target, properties.map(found -> found.without(CATALOG)), catalog);
  }

  Device asNew(DeviceId id, Endpoint endpoint, List<CommandDef> fallback, Instant now) {
    return new Device(
        id,
        endpoint,
        name.orElse(endpoint.externalId()),
        deviceType.orElse(DEFAULT_TYPE),
        tags.orElse(List.of()),
        target.orElse(Fields.EMPTY),
        properties.orElse(Fields.EMPTY),
        IrCommands.of(properties.orElse(Fields.EMPTY)).into(catalog.orElse(fallback)),
        null,
        now,
        now);
  }

  /** The device after this announcement; the very same object when it changes nothing. */
  Device over(Device present, List<CommandDef> fallback, boolean partial, Instant now) {
    Fields merged = mergedProperties(present, partial);
    List<CommandDef> commands =
        catalog.orElseGet(() -> partial || fallback.isEmpty() ? present.commands() : fallback);
    Device changed =
        new Device(
            present.id(),
            present.endpoint(),
            name.orElse(present.name()),
            deviceType.orElse(present.deviceType()),
            tags.orElse(partial ? present.tags() : List.of()),
            target.orElse(partial ? present.target() : Fields.EMPTY),
            merged,
            IrCommands.of(merged).into(commands),
            null,
            present.createdAt(),
            present.updatedAt());
    return changed.equals(present) ? present : changed.touched(now);
  }

  String typeOr(@Nullable Device present) {
    return deviceType.orElse(present == null ? DEFAULT_TYPE : present.deviceType());
  }

  private Fields mergedProperties(Device present, boolean partial) {
    if (!partial) {
      return IrCommands.keepLearned(present.properties(), properties.orElse(Fields.EMPTY));
    }
    return properties
        .map(added -> deepMerge(present.properties(), added))
        .orElse(present.properties());
  }

  private static Fields deepMerge(Fields before, Fields added) {
    Fields merged = before;
    for (Map.Entry<String, @Nullable Object> entry : added.values().entrySet()) {
      Object old = before.get(entry.getKey());
      boolean both = old instanceof Map<?, ?> && entry.getValue() instanceof Map<?, ?>;
      Object value =
          both
              ? deepMerge(Fields.from(old), Fields.from(entry.getValue())).values()
              : entry.getValue();
      merged = merged.with(entry.getKey(), value);
    }
    return merged;
  }

  private static Optional<List<CommandDef>> catalog(Fields data, Fields properties, Faults faults) {
    Fields holder = properties.has(CATALOG) ? properties : data;
    if (!holder.has(CATALOG)) {
      return Optional.empty();
    }
    List<CommandDef> commands = new ArrayList<>();
    if (!(holder.get(CATALOG) instanceof List<?> items) || items.size() > CommandCatalog.MAX) {
      faults.add("properties.commandCatalog", "must be a list of at most 200 commands");
      return Optional.empty();
    }
    for (int i = 0; i < items.size(); i++) {
      CommandCatalog.read(Fields.from(items.get(i)), i, faults).ifPresent(commands::add);
    }
    return Optional.of(List.copyOf(commands));
  }
}
