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
  private static final String ROOT = "homie/";
  private static final String ROOT_OF_FIVE = "homie/5/";

  private final HomieFive five;
  private final HomieFour four;
  private final Register register = new Register();

  public Homie() {
    this.five = new HomieFive(ROOT_OF_FIVE, name() + ":", register);
    this.four = new HomieFour(ROOT, name() + ":", register);
  }

  @Override
  public String name() {
    return "homie";
  }

  @Override
  public Set<String> filters() {
    return Set.of(
        ROOT + "+/$homie",
        ROOT + "+/$state",
        ROOT_OF_FIVE + "+/$state",
        ROOT_OF_FIVE + "+/$description");
  }

  @Override
  public void hear(MqttMessage message, Findings findings) {
    try {
      if (message.topic().startsWith(ROOT_OF_FIVE)) {
        five(message, findings);
      } else if (message.topic().startsWith(ROOT)) {
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
    String[] levels = message.topic().substring(ROOT_OF_FIVE.length()).split("/", 4);
    if (levels.length > 1 && levels[1].equals("$description") && !message.payload().isEmpty()) {
      four.forget(levels[0], findings);
    }
    five.hear(levels, message, findings);
  }

  private void four(MqttMessage message, Findings findings) {
    String[] levels = message.topic().substring(ROOT.length()).split("/", 5);
    if (!five.knows(levels[0])) {
      four.hear(levels, message, findings);
    }
  }
}
