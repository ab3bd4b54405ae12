package io.busbar.drivers.discovery.tasmota;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.discovery.model.Words;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Tasmota devices tell of themselves ({@code SetOption19 0}). */
public final class Tasmota implements Dialect {
  private static final Pattern TOPIC =
      Pattern.compile("tasmota/discovery/([0-9A-Fa-f]{12})/(config|sensors)");
  private static final List<String> REPORTS = List.of("LWT", "STATE", "SENSOR");

  private final Register register = new Register();
  private final Map<String, Appliance> appliances = new HashMap<>();
  private final Map<String, Fields> sensors = new HashMap<>();
  private final Map<String, String> ownerByTopic = new HashMap<>();

  @Override
  public String name() {
    return "tasmota";
  }

  @Override
  public Set<String> filters() {
    return Set.of("tasmota/discovery/+/config", "tasmota/discovery/+/sensors");
  }

  @Override
  public void hear(MqttMessage message, Findings findings) {
    try {
      Matcher matcher = TOPIC.matcher(message.topic());
      if (!matcher.matches()) {
        report(message, findings);
      } else if (matcher.group(2).equals("config")) {
        config(matcher.group(1), message, findings);
      } else {
        sensors(matcher.group(1), message, findings);
      }
    } catch (HubFailure unreadable) {
      Payload.fault(message, unreadable, findings);
    }
  }

  @Override
  public List<MqttMessage> publications(String device, String command, Fields arguments) {
    return register.publications(device, command, arguments);
  }

  private void config(String mac, MqttMessage message, Findings findings) {
    String owner = mac.toLowerCase(Locale.ROOT);
    if (message.payload().isEmpty()) {
      remove(owner, findings);
      return;
    }
    if (!appliances.containsKey(owner) && appliances.size() >= Register.MAX_DEVICES) {
      findings.fault(
          message.topic(),
          "there are more than %d devices; this one is left out".formatted(Register.MAX_DEVICES),
          "Clear retained descriptions of devices that are no longer used.");
      return;
    }
    Fields told = Payload.object(message, Payload.MAX_DESCRIPTION);
    settle(owner, Config.read(told, mac), message.topic(), findings);
  }

  private void sensors(String mac, MqttMessage message, Findings findings) {
    String owner = mac.toLowerCase(Locale.ROOT);
    Fields listed =
        message.payload().isEmpty()
            ? Fields.EMPTY
            : Payload.object(message, Payload.MAX_DESCRIPTION).object("sn");
    if (!sensors.containsKey(owner) && sensors.size() >= Register.MAX_DEVICES) {
      findings.fault(
          message.topic(),
          "there are sensors of more than %d devices".formatted(Register.MAX_DEVICES),
          "Clear retained descriptions of devices that are no longer used.");
      return;
    }
    sensors.put(owner, listed);
    Appliance appliance = appliances.get(owner);
    if (appliance != null) {
      settle(owner, appliance.config(), message.topic(), findings);
    }
    if (listed.isEmpty()) {
      sensors.remove(owner);
    }
  }

  private void settle(String owner, Config config, String topic, Findings findings) {
    for (String used : topics(config)) {
      String other = ownerByTopic.getOrDefault(used, owner);
      if (!other.equals(owner)) {
        findings.fault(
            topic,
            "the topic '%s' is used by %s already".formatted(used, other),
            "Give each device a Topic of its own.");
        return;
      }
    }
    Appliance before = appliances.get(owner);
    Appliance appliance =
        Appliance.of(name() + ":" + owner, config, sensors.getOrDefault(owner, Fields.EMPTY));
    register.describe(owner, topic, appliance.parts(), findings);
    appliances.put(owner, appliance);
    read(owner, appliance, sensors.getOrDefault(owner, Fields.EMPTY), true, findings);
    if (before == null || !topics(before.config()).equals(topics(config))) {
      if (before != null) {
        leave(before.config(), findings);
      }
      follow(owner, config, findings);
    }
  }

  private static Set<String> topics(Config config) {
    return new LinkedHashSet<>(List.of(config.answers(), config.telemetry()));
  }

  private void follow(String owner, Config config, Findings findings) {
    ownerByTopic.put(config.answers(), owner);
    ownerByTopic.put(config.telemetry(), owner);
    filters(config).forEach(findings::follow);
  }

  private void leave(Config config, Findings findings) {
    ownerByTopic.remove(config.answers());
    ownerByTopic.remove(config.telemetry());
    filters(config).forEach(findings::leave);
  }

  /** Without a prefix in its full topic it reports and answers under one topic. */
  private static List<String> filters(Config config) {
    List<String> filters = new ArrayList<>();
    filters.add(config.answers() + "+");
    if (!config.telemetry().equals(config.answers())) {
      REPORTS.forEach(report -> filters.add(config.telemetry() + report));
    }
    return filters;
  }

  private void remove(String owner, Findings findings) {
    Appliance appliance = appliances.remove(owner);
    if (appliance != null) {
      leave(appliance.config(), findings);
      register.remove(owner, findings);
    }
  }

  private void report(MqttMessage message, Findings findings) {
    int cut = message.topic().lastIndexOf('/') + 1;
    String owner = ownerByTopic.get(message.topic().substring(0, cut));
    Appliance appliance = owner == null ? null : appliances.get(owner);
    if (owner == null || appliance == null || message.payload().isEmpty()) {
      return;
    }
    String leaf = message.topic().substring(cut);
    if (leaf.equals("LWT")) {
      will(owner, appliance.config(), Payload.text(message, Words.MAX_KEY), findings);
    } else if (message.payload().value()[0] == '{') {
      Fields report = Payload.object(message, Payload.MAX_STATE);
      read(owner, appliance, report, message.retained(), findings);
    } else if (leaf.startsWith("POWER")) {
      appliance.read(leaf, Payload.text(message, Words.MAX_KEY));
      register.flush(owner, findings);
    }
  }

  private void read(
      String owner, Appliance appliance, Fields report, boolean kept, Findings findings) {
    appliance.read(report, kept);
    register.flush(owner, findings);
  }

  /** A device that sleeps between its reports is there although it says that it is not. */
  private void will(String owner, Config config, String word, Findings findings) {
    if (word.equals(config.word("onln", "Online"))) {
      register.available(owner, true, findings);
      findings.publish(Payload.text(config.commands() + "STATE", "", 1));
      findings.publish(Payload.text(config.commands() + "STATUS", "10", 1));
    } else if (word.equals(config.word("ofln", "Offline")) && !config.flag("dslp")) {
      register.available(owner, false, findings);
    }
  }
}
