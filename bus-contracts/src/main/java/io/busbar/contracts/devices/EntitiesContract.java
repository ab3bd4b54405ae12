package io.busbar.contracts.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Devices by what they can do: entities, domains, capabilities, commands (spec 9.1 to 9.3). */
public final class EntitiesContract {
  /**
   * Lists the entities that match every given filter, device by device. Fails: INVALID a filter out
   * of range · UNAVAILABLE.
   */
  public static final RequestAddress<ListEntities, EntityList> LIST =
      RequestAddress.of("hub.entities.list", ListEntities.class, EntityList.class);

  /** Reads one entity. Fails: NOT_FOUND · UNAVAILABLE. */
  public static final RequestAddress<ReadEntity, Entity> READ =
      RequestAddress.of("hub.entities.read", ReadEntity.class, Entity.class);

  /**
   * Does something with an entity: its device is commanded. Succeeds and fails as {@link
   * io.busbar.contracts.commands.CommandsContract#EXECUTE}, and: NOT_FOUND no such entity · INVALID
   * ENTITY_READ_ONLY it is a sensor.
   */
  public static final RequestAddress<ActOnEntity, CommandOutcome> ACT =
      RequestAddress.of("hub.entities.act", ActOnEntity.class, CommandOutcome.class)
          .within(Duration.ofSeconds(37))
          .atMost(8192);

  /** Lists the domains with what belongs to each and how many entities it has. */
  public static final RequestAddress<Nothing, DomainList> LIST_DOMAINS =
      RequestAddress.of("hub.entities.list-domains", Nothing.class, DomainList.class);

  /** Lists what devices can be able to do, with state fields and commands. */
  public static final RequestAddress<Nothing, CapabilityList> CAPABILITY_MODEL =
      RequestAddress.of("hub.entities.capability-model", Nothing.class, CapabilityList.class);

  /**
   * Lists what devices measure: the fields of their state that can only be read, and their {@code
   * extras.sensors}. Fails: INVALID a filter out of range · UNAVAILABLE.
   */
  public static final RequestAddress<ListSensors, SensorList> LIST_SENSORS =
      RequestAddress.of("hub.entities.list-sensors", ListSensors.class, SensorList.class);

  /** Lists the commands of a device. Fails: NOT_FOUND the device. */
  public static final RequestAddress<ListDeviceCommands, DeviceCommandList> LIST_COMMANDS =
      RequestAddress.of(
          "hub.entities.list-commands", ListDeviceCommands.class, DeviceCommandList.class);

  /** Reads one command of a device. Fails: NOT_FOUND the device or the command. */
  public static final RequestAddress<ReadDeviceCommand, DeviceCommand> READ_COMMAND =
      RequestAddress.of("hub.entities.read-command", ReadDeviceCommand.class, DeviceCommand.class);

  private EntitiesContract() {}

  /**
   * @param domain its key, or an alias as {@code media}
   * @param spaceId only what is in this space; empty: what is in none
   * @param q matches name or id, ignoring case
   */
  public record ListEntities(
      @Nullable String domain,
      @Nullable String spaceId,
      @Nullable DeviceId deviceId,
      @Nullable String q,
      @Nullable Integer limit,
      @Nullable Integer offset) {
    public static final ListEntities ALL = new ListEntities(null, null, null, null, null, null);
  }

  public record EntityList(@JsonValue List<Entity> entities) {}

  public record ReadEntity(String id) {}

  /**
   * @param data the arguments of the action
   * @param waitMs how long to wait for the driver, 0 to 30,000 ms; absent: 5,000
   */
  public record ActOnEntity(
      String id,
      String action,
      @Nullable Fields data,
      @Nullable RequestId requestId,
      @Nullable Integer waitMs,
      Source source,
      @Nullable Principal by) {}

  public record DomainList(@JsonValue List<Domain> domains) {}

  /**
   * @param count how many entities are of this domain now
   */
  public record Domain(
      String domain,
      String name,
      List<String> deviceTypes,
      List<String> stateFields,
      List<String> commands,
      int count) {}

  public record CapabilityList(@JsonValue List<Capability> capabilities) {}

  public record Capability(
      String capability,
      String domain,
      List<StateField> stateFields,
      List<CapabilityCommand> commands) {}

  /**
   * @param type {@code boolean}, {@code number}, {@code string} or {@code object}
   * @param values the words it may hold; null for any
   */
  public record StateField(
      String name,
      String type,
      @Nullable String unit,
      @Nullable Double min,
      @Nullable Double max,
      @JsonProperty("enum") @Nullable List<String> values) {}

  /**
   * @param args JSON Schema of each argument, by name
   */
  public record CapabilityCommand(String key, Fields args) {}

  /**
   * @param kind {@code sensor} or {@code binary_sensor}
   */
  public record ListSensors(@Nullable String spaceId, @Nullable String kind) {}

  public record SensorList(@JsonValue List<Sensor> sensors) {}

  /**
   * @param key the state field, or the key in {@code extras.sensors}
   */
  public record Sensor(
      String entityId,
      DeviceId deviceId,
      String key,
      String name,
      Entity.Kind kind,
      @Nullable Object value,
      @Nullable String unit,
      @Nullable Instant updatedAt) {}

  public record ListDeviceCommands(DeviceId id) {}

  public record DeviceCommandList(@JsonValue List<DeviceCommand> commands) {}

  public record ReadDeviceCommand(DeviceId id, String command) {}

  /**
   * A command together with its device.
   *
   * @param capability what the device must be able to do; null when the hub does not know
   * @param payloadSchema JSON Schema of the arguments; null means "anything"
   */
  public record DeviceCommand(
      String key,
      String label,
      boolean idempotent,
      @Nullable Fields payloadSchema,
      @Nullable String description,
      @Nullable String capability,
      DeviceId deviceId,
      CommandDef.Origin source) {}
}
