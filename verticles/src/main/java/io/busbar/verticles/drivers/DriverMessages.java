package io.busbar.verticles.drivers;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.ForwardMessage;
import io.busbar.contracts.drivers.DriversContract.MessageDelivered;
import io.busbar.contracts.drivers.DriversContract.SendMessage;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes messages of people to drivers, as long as they do not pass for the hub's own. */
final class DriverMessages {
  private static final Pattern KIND = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  /** What the hub itself says to drivers (spec 6.2, 6.3, 6.5). */
  private static final Set<String> RESERVED =
      Set.of(
          "CONNECTED",
          "REGISTERED",
          "ACK",
          "ERROR",
          "ACTION",
          "COMMAND_EXECUTE",
          "DRIVER_STATUS",
          "PING");

  private final HubBus bus;
  private final DriversService drivers;

  DriverMessages(HubBus bus, DriversService drivers) {
    this.bus = bus;
    this.drivers = drivers;
  }

  Future<MessageDelivered> send(SendMessage asked) {
    requireAdministrator(asked.by());
    requireKind(asked.message());
    DriverInstance driver = addressee(asked);
    return bus.request(DriversContract.FORWARD.at(driver), new ForwardMessage(asked.message()))
        .map(delivered -> new MessageDelivered(true, driver.instanceId()))
        .recover(cause -> Future.failedFuture(worded(driver, cause)));
  }

  private DriverInstance addressee(SendMessage asked) {
    if (asked.instanceId() != null) {
      return new DriverInstance(asked.driverKey(), asked.instanceId());
    }
    List<DriverInstance> connected = drivers.connected(asked.driverKey());
    if (connected.isEmpty()) {
      throw offline("driver " + asked.driverKey());
    }
    if (connected.size() > 1) {
      throw HubFailure.invalid(
              "Several instances of %s are connected.".formatted(asked.driverKey()),
              "Name one of them as instanceId.")
          .details(connected.stream().limit(50).map(each -> each.instanceId().value()).toList());
    }
    return connected.get(0);
  }

  private static void requireKind(Fields message) {
    String event = kind(message, "event");
    String type = kind(message, "type");
    if (event == null && type == null) {
      throw HubFailure.invalid(
          "message.event is missing.", "Set message.event, or message.type, to the kind of it.");
    }
    requireFree("event", event);
    requireFree("type", type);
  }

  private static @Nullable String kind(Fields message, String key) {
    Object kind = message.get(key);
    if (kind == null) {
      return null;
    }
    if (kind instanceof String text && KIND.matcher(text).matches()) {
      return text;
    }
    throw HubFailure.invalid(
        "message.%s must be a text.".formatted(key),
        "Use 1 to 128 characters, none of them a control character.");
  }

  private static void requireFree(String key, @Nullable String kind) {
    if (kind != null && RESERVED.contains(kind.strip().toUpperCase(Locale.ROOT))) {
      throw HubFailure.invalid(
              "message.%s %s is the hub's own.".formatted(key, kind),
              "Choose another kind; to run a command, use the device's action or command.")
          .reason("MESSAGE_RESERVED");
    }
  }

  private static void requireAdministrator(@Nullable Principal by) {
    if (by != null && by.role() != Role.ADMIN) {
      throw HubFailure.forbidden(
          "Only administrators send messages to drivers.", "Ask an administrator of this hub.");
    }
  }

  private static Throwable worded(DriverInstance driver, Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.UNAVAILABLE
        ? offline("driver " + driver)
        : cause;
  }

  private static HubFailure offline(String who) {
    return HubFailure.conflict(
        "DRIVER_OFFLINE",
        "The %s is not connected.".formatted(who),
        "Check the driver; it reconnects by itself.");
  }
}
