package io.busbar.drivers.discovery.model;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import io.busbar.kit.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a dialect by their owners: one owner is one appliance with its parts. It tells
 * what changed and nothing else.
 */
public final class Register {
  /** Most devices of one dialect. */
  public static final int MAX_DEVICES = 1_000;

  /** Most devices of one appliance. */
  public static final int MAX_PARTS = 64;

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Map<String, Entry>> owners = new LinkedHashMap<>();

  private static final class Entry {
    final String owner;
    Part part;
    Device told;
    @Nullable Boolean available;

    Entry(String owner, Part part, Device told) {
      this.owner = owner;
      this.part = part;
      this.told = told;
    }
  }

  /**
   * An appliance is described: its parts appear, change or go. A part whose id is another's, or
   * that is one too many, is a fault.
   */
  public void describe(String owner, String topic, List<Part> parts, Findings findings) {
    Map<String, Entry> before = owners.getOrDefault(owner, Map.of());
    Map<String, Entry> after = new LinkedHashMap<>();
    for (Part part : parts) {
      Entry entry = entry(owner, topic, part, after, findings);
      if (entry != null) {
        after.put(part.id(), entry);
      }
    }
    before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> drop(id, findings));
    owners.put(owner, after);
    flush(owner, findings);
  }

  /** An appliance was taken away; harmless when there was none. */
  public void remove(String owner, Findings findings) {
    Map<String, Entry> parts = owners.remove(owner);
    if (parts != null) {
      parts.keySet().forEach(id -> drop(id, findings));
    }
  }

  public boolean knows(String owner) {
    return owners.containsKey(owner);
  }

  public Collection<String> owners() {
    return List.copyOf(owners.keySet());
  }

  /** Whether an appliance can be reached. */
  public void available(String owner, boolean available, Findings findings) {
    for (Entry entry : owners.getOrDefault(owner, Map.of()).values()) {
      if (entry.available == null || entry.available != available) {
        entry.available = available;
        findings.available(entry.told.id(), available);
      }
    }
  }

  /** Tells what the parts of an appliance have to say that is new. */
  public void flush(String owner, Findings findings) {
    for (Entry entry : owners.getOrDefault(owner, Map.of()).values()) {
      Fields changes = entry.part.memory().changes();
      if (!changes.isEmpty()) {
        findings.state(entry.told.id(), changes);
      }
      entry.part.memory().happenings().forEach(each -> findings.happened(entry.told.id(), each));
    }
  }

  /**
   * What is published for a command.
   *
   * @throws Failure when there is no such device or command, or the arguments do not fit
   */
  public List<MqttMessage> publications(String device, String command, Fields arguments) {
    Entry entry = entries.get(device);
    if (entry == null) {
      throw new Failure("there is no device '%s'; it may have been removed".formatted(device));
    }
    return entry
        .part
        .find(command)
        .orElseThrow(() -> new Failure("this device has no command '%s'".formatted(command)))
        .plan()
        .publications(arguments);
  }

  private @Nullable Entry entry(
      String owner, String topic, Part part, Map<String, Entry> after, Findings findings) {
    int present = after.size();
    Entry known = entries.get(part.id());
    if (known == null) {
      return present >= MAX_PARTS || entries.size() >= MAX_DEVICES
          ? tooMany(topic, present, findings)
          : added(owner, part, findings);
    }
    if (!known.owner.equals(owner) || after.containsKey(part.id())) {
      findings.fault(
          topic,
          "the device id '%s' is used twice".formatted(part.id()),
          "Give one of the two another id or address.");
      return null;
    }
    part.adopt(known.part);
    known.part = part;
    Device device = part.device();
    if (!device.equals(known.told)) {
      known.told = device;
      findings.device(device);
    }
    return known;
  }

  private static @Nullable Entry tooMany(String topic, int present, Findings findings) {
    int limit = present >= MAX_PARTS ? MAX_PARTS : MAX_DEVICES;
    findings.fault(
        topic,
        "there are more than %d devices; this one is left out".formatted(limit),
        "Remove devices that are no longer used.");
    return null;
  }

  private Entry added(String owner, Part part, Findings findings) {
    Entry entry = new Entry(owner, part, part.device());
    entries.put(part.id(), entry);
    findings.device(entry.told);
    return entry;
  }

  private void drop(String id, Findings findings) {
    entries.remove(id);
    findings.gone(id);
  }
}
