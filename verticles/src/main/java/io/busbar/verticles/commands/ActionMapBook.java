package io.busbar.verticles.commands;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ActionMapRemoved;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The action maps of the house, in memory for dispatch and in the store for good. */
public final class ActionMapBook {
  private static final int MAX_MAPS = 10_000;
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  private final CommandsStore store;
  private final Map<String, ActionMap> maps = new LinkedHashMap<>();

  public ActionMapBook(CommandsStore store) {
    this.store = store;
  }

  Future<Void> load() {
    return store.actionMaps().map(this::remember);
  }

  ActionMaps.Mapped map(Device device, String action, Fields payload) {
    return ActionMaps.map(maps.values(), device, action, payload);
  }

  Future<CommandsContract.ActionMaps> list(ListActionMaps query) {
    List<ActionMap> found =
        maps.values().stream()
            .filter(map -> query.deviceId() == null || isOf(map, query.deviceId()))
            .filter(map -> query.direction() == null || hasDirection(map, query.direction()))
            .toList();
    return Future.succeededFuture(new CommandsContract.ActionMaps(found));
  }

  Future<ActionMap> save(SaveActionMap command) {
    ActionMap actionMap = read(command.body());
    if (maps.size() >= MAX_MAPS && !maps.containsKey(actionMap.id())) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "There are %d action maps already.".formatted(MAX_MAPS), "Remove some."));
    }
    return store.save(actionMap).map(stored -> remember(actionMap));
  }

  Future<ActionMapRemoved> remove(RemoveActionMap command) {
    return store
        .deleteActionMap(command.id())
        .compose(
            found -> {
              maps.remove(command.id());
              return found
                  ? Future.succeededFuture(new ActionMapRemoved(command.id(), true))
                  : Future.failedFuture(HubFailure.notFound("action map", command.id()));
            });
  }

  private static ActionMap read(Fields body) {
    String action = requireText(body, "action");
    String id =
        body.has("id") ? requireText(body, "id") : "map_" + UuidCreator.getTimeOrderedEpoch();
    return new ActionMap(
        id,
        body.text("name").orElse(action),
        direction(body),
        !Boolean.FALSE.equals(body.get("enabled")),
        body.get("priority") instanceof Number priority ? priority.intValue() : 0,
        body.text("deviceId").map(DeviceId::new).orElse(null),
        body.text("deviceType").orElse(null),
        body.text("driverKey").map(DriverKey::new).orElse(null),
        action,
        body.text("command").orElse(action),
        objectOrNull(body, "payloadTemplate"),
        objectOrNull(body, "valueMap"),
        objectOrNull(body, "transform"));
  }

  private static ActionMap.Direction direction(Fields body) {
    String direction = body.text("direction").orElse("outbound");
    return switch (direction) {
      case "outbound" -> ActionMap.Direction.OUTBOUND;
      case "inbound" -> ActionMap.Direction.INBOUND;
      default ->
          throw HubFailure.invalid("direction is outbound or inbound.", "Choose one of them.");
    };
  }

  private static String requireText(Fields body, String key) {
    return body.text(key)
        .filter(text -> TEXT.matcher(text).matches() && !text.isBlank())
        .orElseThrow(
            () ->
                HubFailure.invalid(
                    key + " is required.",
                    "Set it to a text of 1 to 128 characters, none of them a control character."));
  }

  private static @Nullable Fields objectOrNull(Fields body, String key) {
    Object value = body.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?>)) {
      throw HubFailure.invalid(key + " must be an object.", "Leave it out if it is not needed.");
    }
    return Fields.from(value);
  }

  private static boolean isOf(ActionMap map, String deviceId) {
    return map.deviceId() != null && map.deviceId().value().equals(deviceId);
  }

  private static boolean hasDirection(ActionMap map, String direction) {
    return map.direction().name().toLowerCase(Locale.ROOT).equals(direction);
  }

  private ActionMap remember(ActionMap actionMap) {
    maps.put(actionMap.id(), actionMap);
    return actionMap;
  }

  private @Nullable Void remember(List<ActionMap> stored) {
    stored.forEach(map -> maps.put(map.id(), map));
    return null;
  }
}
