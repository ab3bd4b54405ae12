package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.homeassistant.component.Components;
import io.busbar.drivers.discovery.homeassistant.component.Config;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a discovery message says.
 *
 * @param migrates it gives its components to another message that is to come
 * @param components none when they are taken away
 */
record Announcement(boolean migrates, List<Announced> components) {
  static final int MAX_COMPONENTS = 200;
  private static final String DEVICE = "device";
  private static final String COMPONENTS = "components";

  /**
   * One component.
   *
   * @param id its own id within the message's place
   */
  record Announced(String component, String id, Config config) {
    /** Under which it is known in the whole house. */
    String uniqueId() {
      return component + "." + config.text("unique_id").orElse("at:" + id);
    }
  }

  /**
   * Reads a message.
   *
   * @throws HubFailure INVALID when it is none
   */
  static Announcement read(Place place, byte[] payload) {
    if (payload.length == 0) {
      return new Announcement(false, List.of());
    }
    Fields config = ShortNames.expand(new Fields(Json.readObject(payload)), "");
    if (Boolean.TRUE.equals(config.get("migrate_discovery"))) {
      return new Announcement(true, List.of());
    }
    return place.component().equals(DEVICE)
        ? new Announcement(false, ofDevice(place, config))
        : new Announcement(
            false, List.of(new Announced(place.component(), place.id(), new Config(config))));
  }

  private static List<Announced> ofDevice(Place place, Fields config) {
    Fields components = config.object(COMPONENTS);
    if (components.isEmpty() || config.object(DEVICE).isEmpty()) {
      throw Config.wrong(COMPONENTS, "a device has 'device' and 'components'");
    }
    if (components.values().size() > MAX_COMPONENTS) {
      throw Config.wrong(COMPONENTS, "there are more than %d".formatted(MAX_COMPONENTS));
    }
    Fields shared = config.without(COMPONENTS);
    List<Announced> announced = new ArrayList<>();
    components
        .values()
        .forEach((id, value) -> add(place, id, shared, Fields.from(value), announced));
    return announced;
  }

  /** A component that has nothing but its platform is taken away. */
  private static void add(
      Place place, String id, Fields shared, Fields own, List<Announced> announced) {
    String platform =
        own.text("platform").orElseThrow(() -> Config.wrong(COMPONENTS, id + " has no platform"));
    Fields config = own.without("platform");
    if (!config.isEmpty()) {
      announced.add(
          new Announced(platform, place.id() + "/" + id, new Config(shared.with(config))));
    }
  }

  /** The parts of the message that are not understood, by name. */
  List<String> unsupported() {
    return components.stream()
        .map(Announced::component)
        .filter(component -> !Components.knows(component))
        .distinct()
        .toList();
  }

  /**
   * Where a message was published.
   *
   * @param id node and object
   */
  record Place(String component, String id, String object) {
    /** From a topic below the prefix; null when it is no discovery topic. */
    static @Nullable Place of(String prefix, String topic) {
      if (!topic.startsWith(prefix + "/") || !topic.endsWith("/config")) {
        return null;
      }
      String[] levels = topic.substring(prefix.length() + 1).split("/", -1);
      if (levels.length != 3 && levels.length != 4) {
        return null;
      }
      String object = levels[levels.length - 2];
      String id = levels.length == 4 ? levels[1] + "/" + object : object;
      return new Place(levels[0], id, object);
    }
  }
}
