package io.busbar.verticles.devices;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Device types, their domains and default commands (spec 9.1 to 9.3), from {@code domains.json}.
 */
public final class Domains {
  private static final String OTHER = "other";

  private record Model(
      List<Domain> domains, Map<String, CommandModel> commands, Map<String, String> fields) {}

  private record Domain(String key, List<String> types, List<String> commands) {}

  private record CommandModel(
      String label,
      boolean idempotent,
      @Nullable String capability,
      @Nullable Fields payloadSchema) {}

  private final Model model;
  private final Map<String, Domain> domainByType = new HashMap<>();

  private Domains(Model model) {
    this.model = model;
    model
        .domains()
        .forEach(domain -> domain.types().forEach(type -> domainByType.put(type, domain)));
  }

  /** Reads the model that is part of the hub. */
  public static Domains load() {
    try (InputStream in = Domains.class.getResourceAsStream("/domains.json")) {
      return new Domains(Json.read(Objects.requireNonNull(in).readAllBytes(), Model.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String domainOf(String deviceType) {
    Domain domain = domainByType.get(deviceType);
    return domain == null ? OTHER : domain.key();
  }

  /** The commands of a type's domain, for a device whose driver named none. */
  List<CommandDef> defaultCommands(String deviceType) {
    Domain domain = domainByType.get(deviceType);
    return domain == null ? List.of() : domain.commands().stream().map(this::command).toList();
  }

  Optional<String> capabilityOf(String command) {
    return Optional.ofNullable(model.commands().get(command)).map(CommandModel::capability);
  }

  Optional<String> capabilityOfField(String field) {
    return Optional.ofNullable(model.fields().get(field));
  }

  private CommandDef command(String key) {
    CommandModel command = Objects.requireNonNull(model.commands().get(key), key);
    return new CommandDef(
        key,
        command.label(),
        command.idempotent(),
        command.payloadSchema(),
        null,
        CommandDef.Origin.DOMAIN);
  }
}
