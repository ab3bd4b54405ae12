package io.busbar.verticles.devices;

import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.spaces.SpacesContract.Change;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.spaces.SpacesContract.SpaceList;
import io.busbar.contracts.value.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which space each device is, as far as spaces have said so. */
final class Whereabouts {
  private final Map<DeviceId, Place> places = new HashMap<>();
  private final Map<String, List<DeviceId>> devices = new HashMap<>();

  /** A space by its id and name. */
  record Place(String id, String name) {}

  /** Where a device is; null when it is in no space. */
  @Nullable Place of(DeviceId device) {
    return places.get(device);
  }

  /** Forgets everything but this. */
  void learn(SpaceList list) {
    places.clear();
    devices.clear();
    list.spaces().forEach(this::keep);
  }

  void changed(SpaceChanged event) {
    Space space = event.space();
    for (DeviceId device : devices.getOrDefault(space.id(), List.of())) {
      Place place = places.get(device);
      if (place != null && place.id().equals(space.id())) {
        places.remove(device);
      }
    }
    devices.remove(space.id());
    if (event.change() != Change.REMOVED) {
      keep(space);
    }
  }

  private void keep(Space space) {
    Place place = new Place(space.id(), space.name());
    space.deviceIds().forEach(device -> places.put(device, place));
    devices.put(space.id(), space.deviceIds());
  }
}
