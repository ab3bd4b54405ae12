package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ListRegistered;
import io.busbar.contracts.devices.IrCommands;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a command that a device has only an infrared code for: it is handed to the driver of
 * the extender the device names, and what it does to the device is assumed (spec 8.4).
 */
final class InfraredWay {
  static final String SEND = "send_code";
  private static final Logger log = LoggerFactory.getLogger(InfraredWay.class);
  private static final String EXTENDERS = "GENERIC_IR";
  private static final String TAG = "extender";

  private final HubBus bus;

  InfraredWay(HubBus bus) {
    this.bus = bus;
  }

  /** Where a command goes, and with what. */
  record Target(Device extender, Fields payload, Fields effects) {}

  /**
   * The extender for a command, and what it is to send. Empty when the command is the driver's.
   * Fails: CONFLICT NO_EXTENDER · UNAVAILABLE the registry does not answer.
   */
  Future<Optional<Target>> of(Device device, String command, Fields payload) {
    IrCommands.Key key = IrCommands.insteadOf(device, command).orElse(null);
    if (key == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Fields sending = Fields.of("code", key.code());
    Fields repeated =
        payload.has("repeat") ? sending.with("repeat", payload.get("repeat")) : sending;
    return bus.request(DevicesContract.REGISTERED, new ListRegistered(null))
        .map(all -> extender(device, all.devices()))
        .map(found -> Optional.of(new Target(found, repeated, key.effects())));
  }

  /** Infrared has no feedback: the state is said to be assumed. */
  void assume(DriverInstance driver, Device device, Fields effects) {
    if (effects.isEmpty()) {
      return;
    }
    Fields extras = effects.object("extras").with("assumed", true);
    Fields patch = effects.with("extras", extras.values());
    bus.request(
            StatesContract.REPORT,
            new ReportState(device.id(), driver, patch, Source.SYSTEM, false))
        .onFailure(
            cause ->
                log.warn("The state of {} is not assumed: {}", device.id(), cause.getMessage()));
  }

  private static Device extender(Device device, List<Device> all) {
    Fields properties = device.properties();
    String id = properties.text("extenderId").orElse("");
    String address = properties.text("extenderIp").orElse("");
    List<Device> extenders = all.stream().filter(InfraredWay::isExtender).toList();
    if (id.isEmpty() && address.isEmpty() && extenders.size() == 1) {
      return extenders.get(0);
    }
    return extenders.stream()
        .filter(each -> isNamed(each, id) || (!address.isEmpty() && isAt(each, address)))
        .findFirst()
        .orElseThrow(InfraredWay::none);
  }

  private static boolean isExtender(Device device) {
    return device.removedAt() == null
        && device.endpoint().driver().driverKey().value().equals(EXTENDERS)
        && device.tags().contains(TAG);
  }

  private static boolean isNamed(Device extender, String id) {
    return extender.id().value().equals(id) || extender.endpoint().externalId().equals(id);
  }

  private static boolean isAt(Device extender, String address) {
    return extender.properties().text("extenderIp").filter(address::equals).isPresent();
  }

  private static HubFailure none() {
    return HubFailure.conflict(
        "NO_EXTENDER",
        "The device names no extender that is set up.",
        "Set its extenderId or extenderIp, and set up the extender with GENERIC_IR.");
  }
}
