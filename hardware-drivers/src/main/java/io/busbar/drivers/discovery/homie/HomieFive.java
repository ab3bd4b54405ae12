package io.busbar.drivers.discovery.homie;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.discovery.model.Words;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Homie 5: one description for each device, and one last will for a whole family. */
final class HomieFive {
  private static final int MAX_ALERTS = 20;
  private static final int MAX_GENERATIONS = 8;

  private final String root;
  private final String prefix;
  private final Register register;
  private final Map<String, Appliance> appliances = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, Map<String, String>> alerts = new HashMap<>();

  HomieFive(String root, String prefix, Register register) {
    this.root = root;
    this.prefix = prefix;
    this.register = register;
  }

  boolean knows(String id) {
    return appliances.containsKey(id);
  }

  void hear(String[] levels, MqttMessage message, Findings findings) {
    String id = levels[0];
    if (!DescriptionReader.ID.matcher(id).matches()) {
      return;
    }
    if (levels.length == 2 && levels[1].equals("$state")) {
      state(id, message, findings);
    } else if (levels.length == 2 && levels[1].equals("$description")) {
      description(id, message, findings);
    } else if (levels.length == 3) {
      value(id, levels, message, findings);
    }
  }

  private void state(String id, MqttMessage message, Findings findings) {
    String state = Payload.text(message, Words.MAX_KEY);
    if (state.isEmpty()) {
      remove(id, findings);
    } else if (states.containsKey(id) || states.size() < Register.MAX_DEVICES) {
      states.put(id, state);
    }
    appliances.keySet().forEach(known -> reach(known, findings));
  }

  private void description(String id, MqttMessage message, Findings findings) {
    if (message.payload().isEmpty()) {
      remove(id, findings);
      return;
    }
    Fields told = Payload.object(message, Payload.MAX_DESCRIPTION);
    Described device = DescriptionReader.read(id, told);
    Appliance before = appliances.get(id);
    if (before != null && before.device().equals(device)) {
      return;
    }
    if (before == null && appliances.size() >= Register.MAX_DEVICES) {
      findings.fault(
          message.topic(),
          "there are more than %d devices; this one is left out".formatted(Register.MAX_DEVICES),
          "Clear retained topics of devices that are no longer used.");
      return;
    }
    Appliance appliance = Appliance.of(prefix + id, device, new Door(root + id + "/", true));
    appliances.put(id, appliance);
    register.describe(id, message.topic(), appliance.parts(), findings);
    if (before == null) {
      findings.follow(root + id + "/+/+");
    }
    reach(id, findings);
  }

  private void value(String id, String[] levels, MqttMessage message, Findings findings) {
    Appliance appliance = appliances.get(id);
    if (appliance == null) {
      return;
    }
    String text = Payload.text(message, Payload.MAX_STATE);
    if (levels[1].equals("$alert")) {
      alert(id, levels[2], text, appliance);
    } else if (!levels[1].startsWith("$") && !message.payload().isEmpty()) {
      appliance.read(levels[1] + "/" + levels[2], text);
    }
    register.flush(id, findings);
  }

  /** Something needs a person; taken away when it no longer does. */
  private void alert(String id, String alert, String text, Appliance appliance) {
    Map<String, String> present = alerts.computeIfAbsent(id, unused -> new LinkedHashMap<>());
    if (text.isEmpty()) {
      present.remove(alert);
    } else if (present.size() < MAX_ALERTS || present.containsKey(alert)) {
      present.put(alert, Words.clean(text, Words.MAX_TEXT));
    }
    appliance.tell("alerts", Map.copyOf(present));
  }

  private void remove(String id, Findings findings) {
    states.remove(id);
    alerts.remove(id);
    if (appliances.remove(id) != null) {
      findings.leave(root + id + "/+/+");
      register.remove(id, findings);
    }
  }

  private void reach(String id, Findings findings) {
    String own = states.get(id);
    if (own != null) {
      register.available(id, Lives.isReachable(own) && !isOrphan(id), findings);
    }
  }

  /** Whether the last will of somebody above speaks for it. */
  private boolean isOrphan(String id) {
    @Nullable Appliance at = appliances.get(id);
    for (int i = 0; i < MAX_GENERATIONS && at != null; i++) {
      String above = at.device().root();
      if (above.isEmpty()) {
        return false;
      }
      String state = states.getOrDefault(above, "");
      if (state.equals("lost") || state.equals("disconnected")) {
        return true;
      }
      at = appliances.get(above);
    }
    return false;
  }
}
