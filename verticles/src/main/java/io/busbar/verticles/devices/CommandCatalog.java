package io.busbar.verticles.devices;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.SchemaReferences;
import io.busbar.contracts.value.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the commands a driver lists for a device (spec 6.4). */
final class CommandCatalog {
  static final int MAX = 200;

  private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  private CommandCatalog() {}

  static Optional<CommandDef> read(Fields item, int index, Faults faults) {
    String path = "properties.commandCatalog[%d]".formatted(index);
    String key = item.text("key").orElse("");
    if (!KEY.matcher(key).matches()) {
      faults.add(path + ".key", "must be a text of 1 to 128 characters");
      return Optional.empty();
    }
    Object schema = item.get("payloadSchema");
    if (schema != null && !(schema instanceof Map<?, ?>)) {
      faults.add(path + ".payloadSchema", "must be a JSON Schema object");
      return Optional.empty();
    }
    Fields fields = Fields.from(schema);
    SchemaReferences.fault(fields).ifPresent(fault -> faults.add(path + ".payloadSchema", fault));
    return Optional.of(
        new CommandDef(
            key,
            item.text("label").orElse(key),
            Boolean.TRUE.equals(item.get("idempotent")),
            schema == null ? null : fields,
            item.text("description").orElse(null),
            CommandDef.Origin.DRIVER));
  }
}
