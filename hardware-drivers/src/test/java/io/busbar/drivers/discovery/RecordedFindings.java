package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Findings as the hub would know them: what is there now, and what was told on the way. */
public final class RecordedFindings implements Findings {
  public final Map<String, Device> devices = new LinkedHashMap<>();
  public final Map<String, Map<String, @Nullable Object>> states = new HashMap<>();
  public final Map<String, Boolean> reachable = new HashMap<>();
  public final Map<String, Integer> filters = new HashMap<>();
  public final List<MqttMessage> published = new ArrayList<>();
  public final List<String> faults = new ArrayList<>();
  public final List<String> events = new ArrayList<>();
  public final List<String> told = new ArrayList<>();

  @Override
  public void follow(String filter) {
    filters.merge(filter, 1, Integer::sum);
  }

  @Override
  public void leave(String filter) {
    filters.computeIfPresent(filter, (same, count) -> count > 1 ? count - 1 : null);
  }

  @Override
  public void device(Device device) {
    told.add("device " + device.id());
    devices.put(device.id(), device);
  }

  @Override
  public void gone(String device) {
    told.add("gone " + device);
    devices.remove(device);
    states.remove(device);
    reachable.remove(device);
  }

  @Override
  public void state(String device, Fields changed) {
    told.add("state " + device);
    Map<String, @Nullable Object> state =
        states.computeIfAbsent(device, unused -> new LinkedHashMap<>());
    if (changed.object("extras").get("action") instanceof String event) {
      events.add(device + " " + event);
    }
    changed.without("extras").values().forEach(state::put);
    Fields extras = Fields.from(state.get("extras")).with(changed.object("extras"));
    if (!extras.isEmpty()) {
      state.put("extras", extras.values());
    }
  }

  @Override
  public void happened(String device, String event) {
    state(device, Fields.of("extras", Fields.of("action", event).values()));
    state(device, Fields.of("extras", Fields.of("action", null).values()));
  }

  @Override
  public void available(String device, boolean available) {
    told.add((available ? "online " : "offline ") + device);
    reachable.put(device, available);
  }

  @Override
  public void publish(MqttMessage message) {
    published.add(message);
  }

  @Override
  public void fault(String topic, String message, String hint) {
    faults.add(topic + ": " + message);
  }

  @Override
  public void defect(String topic, Throwable defect) {
    throw new AssertionError(topic, defect);
  }

  public Device device(String id) {
    return Objects.requireNonNull(devices.get(id), () -> id + " of " + devices.keySet());
  }

  public Fields state(String id) {
    return new Fields(Objects.requireNonNull(states.get(id), id));
  }

  /** The value of a sensor of a device. */
  public @Nullable Object sensor(String id, String key) {
    return state(id).object("extras").object("sensors").object(key).get("value");
  }

  /** The keys of the commands of a device. */
  public List<String> commands(String id) {
    return device(id).commandCatalog().stream()
        .map(item -> String.valueOf(item.get("key")))
        .toList();
  }

  /** The schema of the one argument of a command. */
  public Fields schema(String id, String command) {
    Map<String, Object> entry =
        device(id).commandCatalog().stream()
            .filter(item -> command.equals(item.get("key")))
            .findFirst()
            .orElseThrow();
    Fields properties = Fields.from(entry.get("payloadSchema")).object("properties");
    return Fields.from(properties.values().values().iterator().next());
  }
}
