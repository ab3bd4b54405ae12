package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether a device would take a command, without sending it. */
final class CommandCheck {
  private CommandCheck() {}

  /** What is wrong with it; empty when nothing is. */
  static List<String> faults(CheckCommand asked, Device device, Route route) {
    try {
      Fields payload = Objects.requireNonNullElse(asked.payload(), Fields.EMPTY);
      ActionMaps.Mapped mapped = route.mapped(device, asked.command(), payload);
      Fields unused = fitting(route, device.command(mapped.command()), mapped);
      return List.of();
    } catch (HubFailure refusal) {
      return refusal.details().isEmpty()
          ? List.of(refusal.message())
          : refusal.details().stream().map(CommandCheck::inPayload).toList();
    }
  }

  /** The payload as the command takes it. Fails: INVALID it does not fit its schema. */
  static Fields fitting(Route route, Optional<CommandDef> inCatalog, ActionMaps.Mapped mapped) {
    return inCatalog
        .map(definition -> route.fitting(definition, mapped.payload()))
        .orElse(mapped.payload());
  }

  /** {@code /a/0: must be ...} is {@code payload.a[0]: must be ...}. */
  private static String inPayload(String detail) {
    int end = detail.indexOf(": ");
    if (end < 0) {
      return "payload: " + detail;
    }
    String path = detail.substring(0, end).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    return "payload" + path + detail.substring(end);
  }
}
