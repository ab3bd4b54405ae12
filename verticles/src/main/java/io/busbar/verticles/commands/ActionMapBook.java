package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ActionMapRemoved;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.ReadActionMap;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.commands.maps.InboundIndex;
import io.busbar.verticles.commands.maps.MapReader;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The action maps of the house, in memory for dispatch and in the store for good. */
public final class ActionMapBook {
  private static final int MAX_MAPS = 10_000;

  private final CommandsStore store;
  private final MapReferences references;
  private final InboundIndex inbound = new InboundIndex();
  private final Map<String, ActionMap> maps = new LinkedHashMap<>();
  private Consumer<String> changed = id -> {};

  public ActionMapBook(CommandsStore store, MapReferences references) {
    this.store = store;
    this.references = references;
  }

  /** Says who hears of maps that were changed or removed, by their ids. */
  void onChange(Consumer<String> listener) {
    changed = listener;
  }

  InboundIndex inbound() {
    return inbound;
  }

  Future<Void> load() {
    return store.actionMaps().map(this::remember);
  }

  ActionMaps.Mapped map(Device device, String action, Fields payload) {
    return ActionMaps.map(maps.values(), device, action, payload);
  }

  Future<CommandsContract.ActionMaps> list(ListActionMaps query) {
    DriverKey driver = query.driverKey() == null ? null : new DriverKey(query.driverKey());
    List<ActionMap> found =
        maps.values().stream()
            .filter(map -> query.deviceId() == null || isOf(map, query.deviceId()))
            .filter(map -> query.direction() == null || hasDirection(map, query.direction()))
            .filter(map -> driver == null || driver.equals(map.driverKey()))
            .toList();
    return Future.succeededFuture(new CommandsContract.ActionMaps(found));
  }

  Future<ActionMap> read(ReadActionMap query) {
    ActionMap found = maps.get(query.id());
    return found == null
        ? Future.failedFuture(HubFailure.notFound("action map", query.id()))
        : Future.succeededFuture(found);
  }

  Future<ActionMap> save(SaveActionMap command) {
    ActionMap actionMap = MapReader.read(command.body());
    if (maps.size() >= MAX_MAPS && !maps.containsKey(actionMap.id())) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "There are %d action maps already.".formatted(MAX_MAPS), "Remove some."));
    }
    if (inbound.isFullFor(actionMap)) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "There are %d inbound maps of more than one device already."
                  .formatted(InboundIndex.MOST_WIDE),
              "Name the device as deviceId, or remove some."));
    }
    return references
        .require(actionMap)
        .compose(known -> store.save(actionMap))
        .map(stored -> remember(actionMap));
  }

  Future<ActionMapRemoved> remove(RemoveActionMap command) {
    return store
        .deleteActionMap(command.id())
        .compose(
            found -> {
              forget(command.id());
              return found
                  ? Future.succeededFuture(new ActionMapRemoved(command.id(), true))
                  : Future.failedFuture(HubFailure.notFound("action map", command.id()));
            });
  }

  /** Another node stored a change: here it is remembered. */
  void changedAfar(String id, @Nullable ActionMap map) {
    if (map == null) {
      forget(id);
    } else {
      ActionMap unused = remember(map);
    }
  }

  private static boolean isOf(ActionMap map, String deviceId) {
    return isCalled(map.deviceId(), deviceId) || isCalled(map.targetDeviceId(), deviceId);
  }

  private static boolean isCalled(@Nullable DeviceId device, String id) {
    return device != null && device.value().equals(id);
  }

  private static boolean hasDirection(ActionMap map, String direction) {
    return map.direction().name().toLowerCase(Locale.ROOT).equals(direction);
  }

  private ActionMap remember(ActionMap actionMap) {
    maps.put(actionMap.id(), actionMap);
    inbound.put(actionMap);
    changed.accept(actionMap.id());
    return actionMap;
  }

  private void forget(String id) {
    maps.remove(id);
    inbound.remove(id);
    changed.accept(id);
  }

  private @Nullable Void remember(List<ActionMap> stored) {
    for (ActionMap map : stored) {
      maps.put(map.id(), map);
      inbound.put(map);
    }
    return null;
  }
}
