package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.commands.ActionMaps.Mapped;

/** How an action becomes what a driver is sent. */
interface Route {
  /**
   * Translates the action.
   *
   * @throws HubFailure INVALID when it is none
   */
  Mapped mapped(Device device, String action, Fields payload);

  /**
   * The arguments as the device takes them.
   *
   * @throws HubFailure INVALID with reason VALUE_OUT_OF_RANGE
   */
  Fields fitting(CommandDef command, Fields payload);

  /** Through the most specific action map, if there is one. */
  static Route usual(CommandArguments arguments, ActionMapBook maps) {
    return new Checked(
        arguments,
        (device, action, payload) -> maps.map(device, action, arguments.expanded(action, payload)));
  }

  /** Through one action map. */
  static Route through(ActionMap map, CommandArguments arguments) {
    return new Checked(
        arguments,
        (device, action, payload) -> {
          if (!ActionMaps.appliesTo(map, device)) {
            throw HubFailure.invalid(
                "The action map %s does not apply to this device.".formatted(map.id()),
                "Name a device of its driver and type.");
          }
          return ActionMaps.applied(map, arguments.expanded(action, payload));
        });
  }

  /** As it is. */
  static Route raw(CommandArguments arguments) {
    return new Route() {
      @Override
      public Mapped mapped(Device device, String action, Fields payload) {
        arguments.requireName(action);
        return new Mapped(action, payload, null);
      }

      @Override
      public Fields fitting(CommandDef command, Fields payload) {
        return payload;
      }
    };
  }

  /** Translates an action for a device. */
  @FunctionalInterface
  interface Translation {
    Mapped of(Device device, String action, Fields payload);
  }

  /** A translation whose outcome must fit the catalog. */
  record Checked(CommandArguments arguments, Translation translation) implements Route {
    @Override
    public Mapped mapped(Device device, String action, Fields payload) {
      return translation.of(device, action, payload);
    }

    @Override
    public Fields fitting(CommandDef command, Fields payload) {
      return arguments.fitting(command, payload);
    }
  }
}
