package io.busbar.bridge.protocol;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.home.Bootstrap;
import io.busbar.contracts.home.HomeContract;
import io.busbar.contracts.home.HomeContract.ReadBootstrap;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaces;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SYSTEM_SNAPSHOT: what other commands answer, side by side. */
final class SnapshotCommand {
  private static final Map<String, String> PARTS = parts();

  private final HubBus bus;
  private final InstantSource clock;
  private final Map<String, ProtocolCommand> others;

  /**
   * @param others the commands whose answers are its parts
   */
  SnapshotCommand(HubBus bus, InstantSource clock, Map<String, ProtocolCommand> others) {
    this.bus = bus;
    this.clock = clock;
    this.others = others;
  }

  /** All parts are read, or it fails with the first failure. */
  Future<Map<String, Object>> perform(Asked asked) {
    List<?> include = asked.payload().list("include");
    Asked plain = new Asked(new Payload(Map.of()), asked.by());
    Map<String, Future<?>> parts = new LinkedHashMap<>();
    if (include.isEmpty() || include.contains("hub")) {
      parts.put("hub", hub(asked));
    }
    if (include.isEmpty() || include.contains("spaces")) {
      parts.put("spaces", bus.request(SpacesContract.LIST, ListSpaces.ALL));
    }
    PARTS.forEach(
        (part, command) -> {
          if (include.isEmpty() || include.contains(part)) {
            parts.put(part, ProtocolCommands.in(others, command).perform(plain));
          }
        });
    return Future.all(new ArrayList<>(parts.values())).map(done -> joined(parts));
  }

  private Map<String, Object> joined(Map<String, Future<?>> parts) {
    Map<String, Object> snapshot = new LinkedHashMap<>();
    parts.forEach((part, read) -> snapshot.put(part, read.result()));
    snapshot.put("timestamp", clock.instant());
    return snapshot;
  }

  private Future<Bootstrap.Hub> hub(Asked asked) {
    return bus.request(HomeContract.BOOTSTRAP, new ReadBootstrap(asked.by()))
        .map(bootstrap -> bootstrap.shared().hub());
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("devices", "LIST_DEVICES");
    parts.put("entities", "LIST_ENTITIES");
    parts.put("zones", "LIST_ZONES");
    parts.put("programs", "LIST_PROGRAMS");
    parts.put("automations", "LIST_AUTOMATIONS");
    parts.put("scenes", "LIST_SCENES");
    parts.put("actionMaps", "LIST_ACTION_MAPS");
    parts.put("integrations", "LIST_INTEGRATIONS");
    parts.put("connections", "LIST_CONNECTIONS");
    parts.put("drivers", "LIST_DRIVERS");
    parts.put("state", "LIST_STATES");
    return parts;
  }
}
