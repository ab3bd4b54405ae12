package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.discovery.model.Words;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Homie 3 and 4: every attribute is a topic of its own. */
final class HomieFour {
  private static final String STATE = "$state";
  private static final String VERSION = "$homie";

  private static final int MAX_ATTRIBUTES = 100_000;
  private static final int MAX_EARLY = 200;

  private final String root;
  private final String prefix;
  private final Register register;
  private final Map<String, Resident> residents = new HashMap<>();
  private int kept;

  private static final class Resident {
    final AttributeTree tree;
    @Nullable Appliance appliance;

    /** Values that came before it was described. */
    final Map<String, String> early = new HashMap<>();

    Resident(String id) {
      this.tree = new AttributeTree(id);
    }
  }

  HomieFour(String root, String prefix, Register register) {
    this.root = root;
    this.prefix = prefix;
    this.register = register;
  }

  void hear(String[] levels, MqttMessage message, Findings findings) {
    String id = levels[0];
    if (levels.length < 2 || !DescriptionReader.ID.matcher(id).matches() || id.equals("5")) {
      return;
    }
    String path = message.topic().substring(root.length() + id.length() + 1);
    String text = Payload.text(message, Words.MAX_TEXT);
    boolean vital = path.equals(VERSION) || path.equals(STATE);
    if (vital && text.isEmpty()) {
      forget(id, findings);
      return;
    }
    Resident resident = residents.get(id);
    if (resident == null && vital) {
      resident = arrive(id, message.topic(), findings);
    }
    if (resident != null) {
      take(id, resident, levels, path, text, message.topic(), findings);
    }
  }

  /** A device is not spoken of any more. */
  void forget(String id, Findings findings) {
    Resident resident = residents.remove(id);
    if (resident != null) {
      kept -= resident.tree.size();
      findings.leave(root + id + "/#");
      register.remove(id, findings);
    }
  }

  private @Nullable Resident arrive(String id, String topic, Findings findings) {
    if (residents.size() >= Register.MAX_DEVICES) {
      findings.fault(
          topic,
          "there are more than %d devices; this one is left out".formatted(Register.MAX_DEVICES),
          "Clear retained topics of devices that are no longer used.");
      return null;
    }
    Resident resident = new Resident(id);
    residents.put(id, resident);
    findings.follow(root + id + "/#");
    return resident;
  }

  private void take(
      String id,
      Resident resident,
      String[] levels,
      String path,
      String text,
      String topic,
      Findings findings) {
    boolean attribute = levels[levels.length - 1].startsWith("$");
    if (!attribute) {
      value(id, resident, levels, path, text, findings);
      return;
    }
    boolean news = !resident.tree.get(path).equals(text);
    int before = resident.tree.size();
    boolean full = kept >= MAX_ATTRIBUTES && resident.tree.get(path).isEmpty();
    if (full || !resident.tree.put(path, text)) {
      findings.fault(topic, "there are too many attributes", "Describe fewer properties.");
      return;
    }
    kept += resident.tree.size() - before;
    if (news && !path.startsWith("$stats/") && !path.equals(STATE)) {
      describe(id, resident, topic, findings);
    }
    reach(id, resident, findings);
  }

  private void value(
      String id, Resident resident, String[] levels, String path, String text, Findings findings) {
    if (levels.length != 3 || text.isEmpty()) {
      return;
    }
    Appliance appliance = resident.appliance;
    if (appliance == null) {
      if (resident.early.size() < MAX_EARLY) {
        resident.early.put(path, text);
      }
      return;
    }
    appliance.read(path, text);
    register.flush(id, findings);
  }

  private void describe(String id, Resident resident, String topic, Findings findings) {
    Optional<Described> device = resident.tree.described();
    Appliance before = resident.appliance;
    if (device.isEmpty() || (before != null && before.device().equals(device.get()))) {
      return;
    }
    Appliance appliance = Appliance.of(prefix + id, device.get(), new Door(root + id + "/", false));
    resident.appliance = appliance;
    register.describe(id, topic, appliance.parts(), findings);
    resident.early.forEach(appliance::read);
    resident.early.clear();
    register.flush(id, findings);
  }

  private void reach(String id, Resident resident, Findings findings) {
    String state = resident.tree.get(STATE);
    if (!state.isEmpty() && resident.appliance != null) {
      register.available(id, Lives.isReachable(state), findings);
    }
  }
}
