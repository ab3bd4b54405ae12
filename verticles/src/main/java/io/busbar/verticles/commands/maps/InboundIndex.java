package io.busbar.verticles.commands.maps;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.value.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The enabled inbound action maps, found by the device they listen to. */
public final class InboundIndex {
  /** How many maps may listen to more than one device: each is tried at every event. */
  public static final int MOST_WIDE = 500;

  private static final Logger log = LoggerFactory.getLogger(InboundIndex.class);

  private final Map<DeviceId, List<InboundMap>> ofDevice = new HashMap<>();
  private final Map<String, InboundMap> byId = new HashMap<>();
  private List<InboundMap> wide = List.of();

  /** Adds a map, or replaces the one with the same id; others than enabled inbound ones go. */
  public void put(ActionMap map) {
    remove(map.id());
    if (map.direction() != Direction.INBOUND || !map.enabled()) {
      return;
    }
    try {
      add(InboundMap.of(map));
    } catch (HubFailure failure) {
      log.warn("The action map {} says nothing that can be heard: {}", map.id(), failure.message());
    }
  }

  public void remove(String id) {
    InboundMap gone = byId.remove(id);
    if (gone == null) {
      return;
    }
    DeviceId device = gone.map().deviceId();
    if (device == null) {
      wide = without(wide, gone);
      return;
    }
    ofDevice.computeIfPresent(
        device,
        (known, maps) -> {
          List<InboundMap> left = without(maps, gone);
          return left.isEmpty() ? null : left;
        });
  }

  /** The maps that may hear what happens at a device, or at none; highest priority first. */
  public List<InboundMap> listeningTo(@Nullable DeviceId device) {
    List<InboundMap> own = device == null ? List.of() : ofDevice.getOrDefault(device, List.of());
    if (wide.isEmpty() || own.isEmpty()) {
      return own.isEmpty() ? wide : own;
    }
    return Stream.concat(own.stream(), wide.stream()).sorted(InboundMap.ORDER).toList();
  }

  /** Whether there is no room for one more map that listens to more than one device. */
  public boolean isFullFor(ActionMap map) {
    return map.direction() == Direction.INBOUND
        && map.deviceId() == null
        && wide.size() >= MOST_WIDE
        && wide.stream().noneMatch(each -> each.id().equals(map.id()));
  }

  private void add(InboundMap map) {
    byId.put(map.id(), map);
    DeviceId device = map.map().deviceId();
    if (device == null) {
      wide = with(wide, map);
    } else {
      ofDevice.merge(device, List.of(map), (known, added) -> with(known, map));
    }
  }

  private static List<InboundMap> with(List<InboundMap> maps, InboundMap added) {
    List<InboundMap> all = new ArrayList<>(maps);
    all.add(added);
    all.sort(InboundMap.ORDER);
    return List.copyOf(all);
  }

  private static List<InboundMap> without(List<InboundMap> maps, InboundMap gone) {
    return maps.stream().filter(map -> !map.id().equals(gone.id())).toList();
  }
}
