package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract.KeepIrCode;
import io.busbar.contracts.devices.IrCommands;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.regex.Pattern;

/** An infrared code that was learned for a device (spec 8.5). Pure. */
record LearnedCode(String command, Fields code) {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  /**
   * Checks what is to be kept.
   *
   * @throws HubFailure INVALID a name that is none, or no code
   */
  static LearnedCode read(KeepIrCode asked) {
    if (!NAME.matcher(asked.command()).matches() || asked.command().isBlank()) {
      throw HubFailure.invalid(
          "command is not a name.", "Use 1 to 100 characters, none of them a control character.");
    }
    if (asked.code().isEmpty()) {
      throw HubFailure.invalid("code is empty.", "Give what was learned, as an object.");
    }
    return new LearnedCode(asked.command(), asked.code());
  }

  /**
   * The device with this code, and with the command it is for.
   *
   * @throws HubFailure CONFLICT the driver has the command; OVERLOADED it has too many codes
   */
  Device over(Device present, Instant now) {
    IrCommands.requireRoom(present, command);
    Fields properties = IrCommands.withLearned(present.properties(), command, code, now);
    return new Device(
        present.id(),
        present.endpoint(),
        present.name(),
        present.deviceType(),
        present.tags(),
        present.target(),
        properties,
        IrCommands.of(properties).into(present.commands()),
        present.removedAt(),
        present.createdAt(),
        now);
  }
}
