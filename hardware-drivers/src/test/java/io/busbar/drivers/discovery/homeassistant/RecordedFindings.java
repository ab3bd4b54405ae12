package io.busbar.drivers.discovery.homeassistant;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dialect found so far, states put together as the hub does it. */
class RecordedFindings implements Findings {
  final Map<String, Device> devices = new LinkedHashMap<>();
  final Map<String, Integer> followed = new LinkedHashMap<>();
  final List<String> faults = new ArrayList<>();
  final List<String> actions = new ArrayList<>();
  final List<MqttMessage> published = new ArrayList<>();
  private final Map<String, Fields> states = new LinkedHashMap<>();

  Fields state(String device) {
    return states.getOrDefault(device, Fields.EMPTY);
  }

  @Override
  public void follow(String filter) {
    int ignored = followed.merge(filter, 1, Integer::sum);
  }

  @Override
  public void leave(String filter) {
    Integer left = followed.computeIfPresent(filter, (same, times) -> times > 1 ? times - 1 : null);
    if (left != null && left < 0) {
      throw new IllegalStateException(filter + " was not followed");
    }
  }

  @Override
  public void device(Device device) {
    devices.put(device.id(), device);
  }

  @Override
  public void gone(String device) {
    devices.remove(device);
    states.remove(device);
  }

  @Override
  public void state(String device, Fields changed) {
    Fields before = state(device);
    Fields extras = before.object("extras").with(changed.object("extras"));
    changed.object("extras").text("action").ifPresent(actions::add);
    Fields merged = before.with(changed);
    states.put(device, extras.isEmpty() ? merged : merged.with("extras", extras.values()));
  }

  @Override
  public void happened(String device, String event) {
    state(device, Fields.of("extras", Fields.of("action", event).values()));
    state(device, Fields.of("extras", Fields.of("action", null).values()));
  }

  @Override
  public void available(String device, boolean available) {
    Map<String, @Nullable Object> online = new LinkedHashMap<>();
    online.put("online", available);
    state(device, new Fields(online));
  }

  @Override
  public void publish(MqttMessage message) {
    published.add(message);
  }

  @Override
  public void fault(String topic, String message, String hint) {
    faults.add(topic + ": " + message + " " + hint);
  }

  @Override
  public void defect(String topic, Throwable defect) {
    throw new AssertionError(topic, defect);
  }
}
