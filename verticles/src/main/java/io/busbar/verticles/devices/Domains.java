package io.busbar.verticles.devices;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.EntitiesContract.Capability;
import io.busbar.contracts.devices.EntitiesContract.CapabilityCommand;
import io.busbar.contracts.devices.EntitiesContract.Domain;
import io.busbar.contracts.devices.EntitiesContract.StateField;
import io.busbar.contracts.devices.Entity;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Device types, their domains and default commands, and what devices can be able to do (spec 9.1 to
 * 9.3), from {@code domains.json}.
 */
public final class Domains {
  /** The domain of what only measures. */
  static final String SENSORS = "sensors";

  private static final String OTHER = "other";

  private final DomainModel model;
  private final Map<String, DomainModel.Types> domainByType = new HashMap<>();
  private final List<Capability> capabilities;

  /** A state field that can only be read. */
  record SensorField(String label, Entity.Kind kind, Optional<String> unit) {}

  private Domains(DomainModel model) {
    this.model = model;
    model
        .domains()
        .forEach(domain -> domain.types().forEach(type -> domainByType.put(type, domain)));
    this.capabilities =
        model.capabilities().entrySet().stream()
            .map(entry -> capability(model, entry.getKey(), entry.getValue()))
            .toList();
  }

  /** Reads the model that is part of the hub. */
  public static Domains load() {
    return new Domains(DomainModel.load());
  }

  String domainOf(String deviceType) {
    DomainModel.Types domain = domainByType.get(deviceType);
    return domain == null ? OTHER : domain.key();
  }

  /** The key of a domain, from itself or an alias. */
  String keyOf(String domain) {
    return model.aliases().getOrDefault(domain, domain);
  }

  /** The commands of a type's domain, for a device whose driver named none. */
  List<CommandDef> defaultCommands(String deviceType) {
    DomainModel.Types domain = domainByType.get(deviceType);
    return domain == null ? List.of() : domain.commands().stream().map(this::command).toList();
  }

  Optional<String> capabilityOf(String command) {
    return Optional.ofNullable(model.commands().get(command)).map(DomainModel.Command::capability);
  }

  Optional<String> capabilityOfField(String field) {
    return Optional.ofNullable(model.fields().get(field))
        .filter(found -> !Boolean.FALSE.equals(found.tells()))
        .map(DomainModel.Field::capability);
  }

  /** What a field measures; empty for one that can be set, or is not known. */
  Optional<SensorField> sensorOf(String field) {
    DomainModel.Field found = model.fields().get(field);
    if (found == null || found.sensor() == null) {
      return Optional.empty();
    }
    Entity.Kind kind =
        found.sensor().equals("sensor") ? Entity.Kind.SENSOR : Entity.Kind.BINARY_SENSOR;
    return Optional.of(
        new SensorField(
            Objects.requireNonNullElse(found.label(), field),
            kind,
            Optional.ofNullable(found.unit())));
  }

  /** All domains; {@code counts} says how many entities there are of each. */
  List<Domain> domains(Map<String, Integer> counts) {
    return model.domainNames().entrySet().stream()
        .map(entry -> domain(entry.getKey(), entry.getValue(), counts))
        .toList();
  }

  List<Capability> capabilities() {
    return capabilities;
  }

  private Domain domain(String key, DomainModel.DomainName words, Map<String, Integer> counts) {
    return new Domain(
        key,
        words.name(),
        of(key).flatMap(types -> types.types().stream()).distinct().toList(),
        words.stateFields(),
        of(key).flatMap(types -> types.commands().stream()).distinct().toList(),
        counts.getOrDefault(key, 0));
  }

  private Stream<DomainModel.Types> of(String key) {
    return model.domains().stream().filter(types -> types.key().equals(key));
  }

  private static Capability capability(DomainModel model, String capability, String domain) {
    List<StateField> fields =
        model.fields().entrySet().stream()
            .filter(entry -> entry.getValue().capability().equals(capability))
            .map(entry -> stateField(entry.getKey(), entry.getValue()))
            .toList();
    List<CapabilityCommand> commands =
        model.commands().entrySet().stream()
            .filter(entry -> entry.getValue().belongsTo(capability))
            .map(entry -> new CapabilityCommand(entry.getKey(), arguments(entry.getValue())))
            .toList();
    return new Capability(capability, domain, fields, commands);
  }

  private static StateField stateField(String name, DomainModel.Field field) {
    return new StateField(
        name, field.type(), field.unit(), field.min(), field.max(), field.values());
  }

  private static Fields arguments(DomainModel.Command command) {
    Fields schema = command.payloadSchema();
    return schema == null ? Fields.EMPTY : schema.object("properties");
  }

  private CommandDef command(String key) {
    DomainModel.Command command = Objects.requireNonNull(model.commands().get(key), key);
    return new CommandDef(
        key,
        command.label(),
        command.idempotent(),
        command.payloadSchema(),
        null,
        CommandDef.Origin.DOMAIN);
  }
}
