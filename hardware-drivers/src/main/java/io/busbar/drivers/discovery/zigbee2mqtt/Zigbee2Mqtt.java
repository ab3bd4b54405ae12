package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.discovery.model.Values;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Zigbee2MQTT bridge tells of its devices and groups. */
public final class Zigbee2Mqtt implements Dialect {
  /** Longest list of devices. */
  static final int MAX_LIST = 8 * 1024 * 1024;

  /** Most entries of a list that are read. */
  static final int MAX_ENTRIES = 1_000;

  private static final String GROUP = "group:";
  private static final String BRIDGE = "bridge";
  private static final int MAX_WORD = 256;

  private final String base;
  private final Register register = new Register();
  private final Residents residents;
  private final Directory directory;
  private final BridgeDevice bridge;
  private final Map<String, List<Expose>> exposes = new HashMap<>();
  private List<?> groups = List.of();

  /**
   * A bridge's dialect.
   *
   * @param base its base topic, {@code zigbee2mqtt} unless its owner chose another
   */
  public Zigbee2Mqtt(String base) {
    this.base = base + "/";
    this.residents = new Residents(this.base, register);
    this.directory = new Directory(name() + ":", base);
    this.bridge = new BridgeDevice(name() + ":bridge", base, register);
  }

  @Override
  public String name() {
    return "zigbee2mqtt";
  }

  @Override
  public Set<String> filters() {
    Set<String> filters = new LinkedHashSet<>();
    List.of("state", "info", "devices", "groups", "event")
        .forEach(topic -> filters.add(base + "bridge/" + topic));
    return filters;
  }

  /** All devices are told in one message. */
  @Override
  public int longest() {
    return MAX_LIST;
  }

  @Override
  public void hear(MqttMessage message, Findings findings) {
    if (!message.topic().startsWith(base)) {
      return;
    }
    try {
      route(message.topic().substring(base.length()), message, findings);
    } catch (HubFailure unreadable) {
      Payload.fault(message, unreadable, findings);
    }
  }

  @Override
  public List<MqttMessage> publications(String device, String command, Fields arguments) {
    return register.publications(device, command, arguments);
  }

  private void route(String topic, MqttMessage message, Findings findings) {
    switch (topic) {
      case "bridge/devices" -> devices(message, findings);
      case "bridge/groups" -> {
        groups = message.payload().isEmpty() ? List.of() : Payload.list(message, MAX_LIST);
        groups(message.topic(), findings);
      }
      case "bridge/event" -> event(message, findings);
      case "bridge/info" -> {
        bridge.describe(message, findings);
        register.available(BRIDGE, residents.isBridgeOnline(), findings);
      }
      case "bridge/state" -> {
        boolean online = !word(message).equals("offline");
        residents.bridge(online, findings);
        register.available(BRIDGE, online, findings);
      }
      default -> resident(topic, message, findings);
    }
  }

  private void resident(String topic, MqttMessage message, Findings findings) {
    String suffix = "/availability";
    if (residents.knows(topic)) {
      if (!message.payload().isEmpty()) {
        Fields state = Payload.object(message, Payload.MAX_STATE);
        residents.state(topic, state, message.retained(), findings);
      }
    } else if (topic.endsWith(suffix)) {
      String name = topic.substring(0, topic.length() - suffix.length());
      residents.availability(name, word(message), findings);
    }
  }

  private void devices(MqttMessage message, Findings findings) {
    List<?> list = message.payload().isEmpty() ? List.of() : Payload.list(message, MAX_LIST);
    limit(list, message.topic(), findings);
    Map<String, Fields> present = new HashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Object item : list.subList(0, Math.min(MAX_ENTRIES, list.size()))) {
      Fields device = Fields.from(item);
      Directory.address(device)
          .filter(address -> isReady(address, device, message.topic(), findings))
          .ifPresent(
              address -> {
                if (seen.add(address)) {
                  present.put(address, device);
                }
              });
    }
    leaveAbsent(seen, false, findings);
    present.forEach(
        (address, device) -> residents.release(address, Directory.friendlyName(device).orElse("")));
    seen.forEach(address -> device(address, present, message.topic(), findings));
    groups(base + "bridge/groups", findings);
  }

  private static boolean isReady(String address, Fields device, String topic, Findings findings) {
    if (Boolean.TRUE.equals(device.get("disabled"))) {
      return false;
    }
    if (!device.object("definition").isEmpty()) {
      return true;
    }
    String interview = device.text("interview_state").orElse("");
    boolean over =
        Boolean.TRUE.equals(device.get("interview_completed"))
            || interview.equals("SUCCESSFUL")
            || interview.equals("FAILED");
    if (over) {
      findings.fault(
          topic,
          "the device %s (%s) is not supported by the bridge"
              .formatted(address, Directory.shown(device)),
          "Update Zigbee2MQTT or add a definition for this model.");
    }
    return false;
  }

  private void device(
      String address, Map<String, Fields> present, String topic, Findings findings) {
    Fields device = Optional.ofNullable(present.get(address)).orElse(Fields.EMPTY);
    Fields telling = Directory.telling(device);
    if (residents.isUnchanged(address, telling)) {
      return;
    }
    Optional<String> name = usableName(device, address, topic, findings);
    if (name.isPresent()) {
      exposes.put(address, Expose.list(device.object("definition").list("exposes")));
      Appliance appliance = directory.device(address, name.get(), device);
      residents.settle(address, telling, appliance, topic, findings);
    }
  }

  private Optional<String> usableName(Fields entry, String owner, String topic, Findings findings) {
    Optional<String> name = Directory.friendlyName(entry);
    if (name.isEmpty() || residents.isTaken(name.get(), owner)) {
      findings.fault(
          topic,
          name.isEmpty()
              ? "the name of %s cannot be a topic".formatted(owner)
              : "the name of %s is used twice".formatted(owner),
          "Give it another friendly name.");
      return Optional.empty();
    }
    return name;
  }

  private void groups(String topic, Findings findings) {
    limit(groups, topic, findings);
    Set<String> seen = new HashSet<>();
    for (Object item : groups.subList(0, Math.min(MAX_ENTRIES, groups.size()))) {
      Fields group = Fields.from(item);
      Optional<Double> number = Values.number(group.get("id")).filter(id -> id >= 0 && id < 65_536);
      if (number.isPresent() && !group.list("members").isEmpty()) {
        group(Long.toString(number.get().longValue()), group, topic, findings, seen);
      }
    }
    leaveAbsent(seen, true, findings);
  }

  private void group(
      String number, Fields group, String topic, Findings findings, Set<String> seen) {
    String owner = GROUP + number;
    Optional<String> name = usableName(group, owner, topic, findings);
    if (name.isEmpty() || !seen.add(owner)) {
      return;
    }
    Appliance appliance = directory.group(number, name.get(), group, exposes);
    Fields telling = Directory.telling(group).with("able", appliance.parts().get(0).device());
    if (!residents.isUnchanged(owner, telling)) {
      residents.settle(owner, telling, appliance, topic, findings);
    }
  }

  private void event(MqttMessage message, Findings findings) {
    Fields event = Payload.object(message, Payload.MAX_STATE);
    if (event.text("type").orElse("").equals("device_leave") && !message.retained()) {
      event
          .object("data")
          .text("ieee_address")
          .map(address -> address.toLowerCase(Locale.ROOT))
          .ifPresent(
              address -> {
                exposes.remove(address);
                residents.remove(address, findings);
              });
    }
  }

  private void leaveAbsent(Set<String> present, boolean areGroups, Findings findings) {
    for (String owner : register.owners()) {
      boolean mine = !owner.equals(BRIDGE) && owner.startsWith(GROUP) == areGroups;
      if (mine && !present.contains(owner)) {
        exposes.remove(owner);
        residents.remove(owner, findings);
      }
    }
  }

  private static void limit(List<?> list, String topic, Findings findings) {
    if (list.size() > MAX_ENTRIES) {
      findings.fault(
          topic,
          "only the first %d entries are read".formatted(MAX_ENTRIES),
          "Divide the network among several bridges.");
    }
  }

  /** {@code online} or {@code offline}, plain or in an object. */
  private static String word(MqttMessage message) {
    String text = Payload.text(message, MAX_WORD);
    return text.startsWith("{") ? Payload.object(message, MAX_WORD).text("state").orElse("") : text;
  }
}
