package io.busbar.bridge.mqtt.house;

import io.busbar.bridge.mqtt.homeassistant.Export;
import io.busbar.bridge.mqtt.homeassistant.Exports;
import io.busbar.bridge.mqtt.homeassistant.ObjectIds;
import io.busbar.bridge.mqtt.homeassistant.Places;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps Home Assistant's picture of the house true: what is new, renamed, or gone. */
final class Announcer {
  private static final String HUB = "";

  private final HouseTopics topics;
  private final Settings settings;
  private final Exports exports;
  private final Shelf shelf;
  private final Map<String, Told> told = new HashMap<>();

  /**
   * How it is told.
   *
   * @param form null: not at all
   * @param hubName what people call the house
   * @param version of the hub
   */
  record Settings(Export.@Nullable Form form, String prefix, String hubName, String version) {}

  /**
   * What was said of one device.
   *
   * @param messages by topic
   * @param gone components it had once; said to be gone for as long as the hub runs
   */
  private record Told(Export export, Map<String, Bytes> messages, Map<String, String> gone) {}

  Announcer(HouseTopics topics, Settings settings, Shelf shelf) {
    this.topics = topics;
    this.settings = settings;
    this.exports = new Exports(topics.hubId(), settings.version());
    this.shelf = shelf;
  }

  /** Where Home Assistant says that it has started. */
  String birth() {
    return settings.prefix() + "/status";
  }

  /** Whether a topic is one that only this announcer may write. */
  boolean owns(String topic) {
    return settings.form() != null && isOwn(topic, settings.prefix(), topics.hubId());
  }

  /** Whether a topic is of the discovery of this hub. */
  static boolean isOwn(String topic, String prefix, String hubId) {
    return topic.startsWith(prefix + "/") && topic.contains("/" + ObjectIds.ofHub(hubId));
  }

  /** Filters that find everything it may have said, in any form. */
  List<String> everything() {
    return List.of(settings.prefix() + "/device/+/config", settings.prefix() + "/+/+/+/config");
  }

  void device(LogicalDevice device) {
    if (!Exports.isWanted(device)) {
      remove(device.id());
      return;
    }
    DeviceId id = device.id();
    Places places =
        new Places(topics.status(), topics.availability(id), topics.state(id), topics.set(id));
    tell(id.value(), exports.device(device, places));
  }

  void programs(List<Program> programs) {
    tell(HUB, exports.hub(settings.hubName(), topics.status(), programs, topics::run));
  }

  void remove(DeviceId id) {
    Told gone = told.remove(id.value());
    if (gone != null) {
      gone.messages().keySet().forEach(shelf::clear);
    }
  }

  /** Says everything again. */
  void repeat() {
    told.values().forEach(each -> put(each.messages()));
  }

  /** Something retained was found that this announcer may have said, now or before a restart. */
  void found(String topic, Bytes payload) {
    if (payload.isEmpty() || !owns(topic)) {
      return;
    }
    Map.Entry<String, Told> known =
        told.entrySet().stream()
            .filter(each -> each.getValue().messages().containsKey(topic))
            .findFirst()
            .orElse(null);
    if (known == null) {
      if (told.containsKey(HUB) || !isOfHub(topic)) {
        shelf.clear(topic);
      }
    } else if (settings.form() == Export.Form.DEVICE) {
      forget(known.getKey(), known.getValue(), platforms(payload));
    }
  }

  /** What was said of the hub itself is true until programs are known. */
  private boolean isOfHub(String topic) {
    return topic.contains("/" + ObjectIds.ofHubItself(topics.hubId()) + "/");
  }

  private void forget(String key, Told known, Map<String, String> before) {
    if (!known.gone().keySet().containsAll(known.export().missing(before).keySet())) {
      Map<String, String> gone = new LinkedHashMap<>(before);
      gone.putAll(known.gone());
      told.remove(key);
      say(key, known.export(), known.export().missing(gone));
    }
  }

  private static Map<String, String> platforms(Bytes payload) {
    Map<String, String> platforms = new LinkedHashMap<>();
    try {
      Fields parts = new Fields(Json.readObject(payload.value())).object("components");
      parts
          .values()
          .forEach(
              (key, part) ->
                  Fields.from(part).text("platform").ifPresent(is -> platforms.put(key, is)));
    } catch (HubFailure foreign) {
      return Map.of();
    }
    return platforms;
  }

  private void tell(String key, Export export) {
    if (settings.form() == null) {
      return;
    }
    Told before = told.get(key);
    Map<String, String> had = new LinkedHashMap<>();
    if (before != null) {
      had.putAll(before.gone());
      had.putAll(before.export().platforms());
    }
    say(key, export, export.missing(had));
  }

  private void say(String key, Export export, Map<String, String> gone) {
    Export.Form form = settings.form();
    Told before = told.get(key);
    Map<String, Bytes> messages = new LinkedHashMap<>();
    if (form != null) {
      export
          .messages(form, settings.prefix(), gone)
          .forEach((topic, message) -> messages.put(topic, new Bytes(Json.bytes(message))));
    }
    told.put(key, new Told(export, messages, gone));
    Map<String, Bytes> said = before == null ? Map.of() : before.messages();
    said.keySet().stream().filter(topic -> !messages.containsKey(topic)).forEach(shelf::clear);
    Map<String, Bytes> news = new LinkedHashMap<>(messages);
    news.entrySet().removeAll(said.entrySet());
    put(news);
  }

  private void put(Map<String, Bytes> messages) {
    messages.forEach((topic, message) -> shelf.put(topic, () -> message));
  }
}
