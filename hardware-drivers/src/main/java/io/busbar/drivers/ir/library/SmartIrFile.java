package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.BadCode;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.ProtocolCode;
import io.busbar.drivers.ir.PulseTrain;
import io.busbar.drivers.ir.format.CodeFormat;
import io.busbar.drivers.ir.format.CodeValue;
import io.busbar.drivers.ir.protocol.Protocols;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SmartIR: commands, nested by mode, fan and temperature, as codes of Broadlink, Pronto or raw. A
 * nested command is named by its path: {@code cool auto 21}.
 */
final class SmartIrFile {
  private static final String COMMANDS = "commands";

  private final String remote;
  private final Intake intake = new Intake();

  private SmartIrFile(String remote) {
    this.remote = remote;
  }

  static Imported read(String name, byte[] file) {
    Fields root = new Fields(Json.readObject(file));
    if (!root.has(COMMANDS)) {
      throw BadCode.at(
          "$.commands", "is missing", "Give \"commands\" (SmartIR) or \"devices\" (this hub).");
    }
    SmartIrFile reader =
        new SmartIrFile(root.text("manufacturer").map(SmartIrFile::called).orElse(name));
    reader.walk("$." + COMMANDS, "", root.get(COMMANDS));
    reader.walk("$.sources", "", root.get("sources"));
    return reader.intake.done();
  }

  private static String called(String manufacturer) {
    return manufacturer.isBlank() ? "SmartIR" : manufacturer;
  }

  static String write(RemoteCodes remote) {
    Fields commands = Fields.EMPTY;
    for (Map.Entry<String, IrCode> key : remote.keys().entrySet()) {
      commands = commands.with(key.getKey(), base64(key.getKey(), key.getValue()));
    }
    return Json.text(
        Fields.of("manufacturer", remote.name())
            .with("supportedModels", List.of())
            .with("supportedController", "Broadlink")
            .with("commandsEncoding", "Base64")
            .with(COMMANDS, commands));
  }

  private static String base64(String key, IrCode code) {
    if (code instanceof PulseTrain train) {
      return CodeFormat.BROADLINK_BASE64.write(train);
    }
    if (code instanceof ProtocolCode spoken) {
      return CodeFormat.BROADLINK_BASE64.write(Protocols.encode(spoken, false));
    }
    throw BadCode.at(
        "Key %s".formatted(BadCode.quote(key)),
        "is a radio code, which SmartIR does not hold",
        "Export as JSON, or leave it out.");
  }

  private void walk(String where, String key, @Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      for (Map.Entry<String, @Nullable Object> each : Fields.from(value).values().entrySet()) {
        walk(where + "." + each.getKey(), (key + " " + each.getKey()).strip(), each.getValue());
      }
    } else if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      list.forEach(each -> code(where, key, each));
    } else if (value != null) {
      code(where, key, value);
    }
  }

  private void code(String where, String key, @Nullable Object value) {
    intake.take(where, remote, key, () -> CodeValue.read(value));
  }
}
