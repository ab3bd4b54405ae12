package io.busbar.drivers.discovery.homie;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Dialect;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.discovery.model.Payload;
import io.busbar.drivers.discovery.model.Register;
import io.busbar.drivers.mqtt.MqttMessage;
import java.util.List;
import java.util.Set;

/** Devices that follow the Homie convention, in versions 3, 4 and 5. */
public final class Homie implements Dialect {
  /** Its name, and where its devices are unless they are told otherwise. */
  public static final String NAME = "homie";

  private final String root;
  private final String rootOfFive;
  private final HomieFive five;
  private final HomieFour four;
  private final Register register = new Register();

  /**
   * @param topic under which the devices are, without a slash at its end
   */
  public Homie(String topic) {
    this.root = topic + "/";
    this.rootOfFive = topic + "/5/";
    this.five = new HomieFive(rootOfFive, NAME + ":", register);
    this.four = new HomieFour(root, NAME + ":", register);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> filters() {
    return Set.of(
        root + "+/$homie",
        root + "+/$state",
        rootOfFive + "+/$state",
        rootOfFive + "+/$description");
  }

  @Override
  public void hear(MqttMessage message, Findings findings) {
    try {
      if (message.topic().startsWith(rootOfFive)) {
        five(message, findings);
      } else if (message.topic().startsWith(root)) {
        four(message, findings);
      }
    } catch (HubFailure unreadable) {
      Payload.fault(message, unreadable, findings);
    }
  }

  @Override
  public List<MqttMessage> publications(String device, String command, Fields arguments) {
    return register.publications(device, command, arguments);
  }

  /** A device that moved on to Homie 5 leaves its old topics behind: the new ones count. */
  private void five(MqttMessage message, Findings findings) {
    String[] levels = message.topic().substring(rootOfFive.length()).split("/", 4);
    if (levels.length > 1 && levels[1].equals("$description") && !message.payload().isEmpty()) {
      four.forget(levels[0], findings);
    }
    five.hear(levels, message, findings);
  }

  private void four(MqttMessage message, Findings findings) {
    String[] levels = message.topic().substring(root.length()).split("/", 5);
    if (!five.knows(levels[0])) {
      four.hear(levels, message, findings);
    }
  }
}
