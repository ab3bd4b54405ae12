package io.busbar.drivers.ir.library;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.ir.IrCode;
import io.busbar.drivers.ir.format.CodeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's own file, whose shape other programs for the extender share (spec 8.6). */
final class JsonLibrary {
  private static final String DEVICES = "devices";
  private static final String COMMANDS = "commands";

  private JsonLibrary() {}

  static Imported read(byte[] file) {
    Intake intake = new Intake();
    Fields devices = new Fields(Json.readObject(file)).object(DEVICES);
    for (String device : devices.values().keySet()) {
      Fields commands = devices.object(device).object(COMMANDS);
      String where = "$.%s.%s".formatted(DEVICES, device);
      if (commands.isEmpty()) {
        intake.fault(where, "has no commands.");
      }
      for (Map.Entry<String, @Nullable Object> command : commands.values().entrySet()) {
        intake.take(where, device, command.getKey(), () -> CodeValue.read(command.getValue()));
      }
    }
    return intake.done();
  }

  static String write(RemoteCodes remote) {
    Fields commands = Fields.EMPTY;
    for (Map.Entry<String, IrCode> key : remote.keys().entrySet()) {
      commands = commands.with(key.getKey(), CodeValue.write(key.getValue()));
    }
    return Json.text(Fields.of(DEVICES, Fields.of(remote.name(), Fields.of(COMMANDS, commands))));
  }
}
