package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One way in which devices announce themselves over MQTT. It remembers what it heard and does
 * nothing but tell its findings: no clock, no thread, no I/O. Called by one thread at a time.
 */
public interface Dialect {
  /** Its name in lower case; the ids of its devices begin with it and a colon. */
  String name();

  /** What it hears from the beginning. */
  Set<String> filters();

  /** The longest message it reads, in bytes; longer ones need not be handed to it. */
  default int longest() {
    return 256 * 1024;
  }

  /** Takes a message under one of its filters. Never throws: what it cannot read is a fault. */
  void hear(MqttMessage message, Findings findings);

  /** What it says once it listens, e.g. that a hub is there. */
  default List<MqttMessage> greetings() {
    return List.of();
  }

  /** Some time went by since it was called last, a second or so. */
  default void elapsed(Duration time, Findings findings) {}

  /**
   * What must be published so that a device does what a command says.
   *
   * @param arguments checked against the command's schema
   * @throws io.busbar.kit.Failure when the device is not known, or cannot do that
   */
  List<MqttMessage> publications(String device, String command, Fields arguments);

  /** The same, with what is so once all of it was published. Fails as that does. */
  default Deed deed(String device, String command, Fields arguments) {
    return new Deed(publications(device, command, arguments), found -> {});
  }

  /**
   * What a command becomes.
   *
   * @param messages to be published in this order
   * @param done tells what is so once they were
   */
  record Deed(List<MqttMessage> messages, Consumer<Findings> done) {}
}
