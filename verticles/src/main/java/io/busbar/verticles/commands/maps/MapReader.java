package io.busbar.verticles.commands.maps;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.value.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads action maps as clients send them (spec 9.4). */
public final class MapReader {
  private static final Set<String> OUTBOUND_ROOTS = Set.of("payload");
  private static final Set<String> INBOUND_ROOTS = Set.of("state", "event", "value");
  private static final List<String> INBOUND_ONLY =
      List.of("event", "condition", "targetDeviceId", "triggerProgramId");
  private static final String ACTION = "action";
  private static final String COMMAND = "command";

  private MapReader() {}

  /**
   * Reads a map and checks everything but whether what it names exists.
   *
   * @throws io.busbar.contracts.bus.HubFailure INVALID with the path of the first fault
   */
  public static ActionMap read(Fields body) {
    Part part = new Part("", body);
    Direction direction = direction(part);
    if (direction == Direction.INBOUND) {
      ActionMap map = inbound(part);
      InboundMap unused = InboundMap.of(map);
      return map;
    }
    for (String key : INBOUND_ONLY) {
      if (part.has(key)) {
        throw Fault.at(key, "is of inbound maps", "Set direction to inbound, or leave it out.");
      }
    }
    String action = part.requireText(ACTION);
    return map(part, direction, action, Objects.requireNonNullElse(part.text(COMMAND), action));
  }

  private static ActionMap inbound(Part part) {
    boolean runsProgram = part.has("triggerProgramId");
    if (part.has("targetDeviceId") == runsProgram) {
      throw Fault.at(
          "targetDeviceId",
          runsProgram ? "and triggerProgramId are both given" : "or triggerProgramId is required",
          "Name either the device to command or the program to run.");
    }
    if (!part.has("event")) {
      String heard = part.requireText(ACTION);
      return map(part, Direction.INBOUND, heard, runsProgram ? heard : part.requireText(COMMAND));
    }
    String command = part.text(COMMAND) == null ? part.text(ACTION) : part.text(COMMAND);
    if (command == null && !runsProgram) {
      throw Fault.at(ACTION, "is required", "Name what the target device is to do.");
    }
    String told = Objects.requireNonNullElse(command, "run");
    return map(part, Direction.INBOUND, Objects.requireNonNullElse(part.text(ACTION), told), told);
  }

  private static ActionMap map(Part part, Direction direction, String action, String command) {
    String id = part.id("id");
    return new ActionMap(
        id == null ? "map_" + UuidCreator.getTimeOrderedEpoch() : id,
        Objects.requireNonNullElse(part.id("name"), action),
        direction,
        !Boolean.FALSE.equals(part.fields().get("enabled")),
        part.fields().get("priority") instanceof Number priority ? priority.intValue() : 0,
        part.device("deviceId"),
        part.id("deviceType"),
        part.driver("driverKey"),
        action,
        command,
        template(part, direction),
        fields(part.object("valueMap")),
        transform(part),
        fields(part.object("event")),
        fields(part.object("condition")),
        part.device("targetDeviceId"),
        part.id("triggerProgramId"));
  }

  private static @Nullable Fields template(Part part, Direction direction) {
    Part template = part.object("payloadTemplate");
    if (template != null) {
      Template.require(template, direction == Direction.INBOUND ? INBOUND_ROOTS : OUTBOUND_ROOTS);
    }
    return fields(template);
  }

  private static @Nullable Fields transform(Part part) {
    Part transform = part.object("transform");
    if (transform != null) {
      Conversion.require(transform);
    }
    return fields(transform);
  }

  private static @Nullable Fields fields(@Nullable Part part) {
    return part == null ? null : part.fields();
  }

  private static Direction direction(Part part) {
    Object direction = part.fields().get("direction");
    if (direction == null || "outbound".equals(direction)) {
      return Direction.OUTBOUND;
    }
    if ("inbound".equals(direction)) {
      return Direction.INBOUND;
    }
    throw Fault.at("direction", "is outbound or inbound", "Choose one of them.");
  }
}
