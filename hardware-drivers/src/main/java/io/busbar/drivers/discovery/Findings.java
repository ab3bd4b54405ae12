package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Device;

/** What a {@link Dialect} found. */
public interface Findings {
  /** Hear this filter as well; harmless when it is heard already. */
  void follow(String filter);

  /** This filter is no longer needed; one that was followed twice must be left twice. */
  void leave(String filter);

  /** A device is there, or is described anew. Its id stays for as long as it lives. */
  void device(Device device);

  /** A device was taken away by its owner; harmless when it was never told. */
  void gone(String device);

  /** Changed fields of the state of a device (spec 9.2); null is unknown. */
  void state(String device, Fields changed);

  /** Whether the device can be reached. */
  void available(String device, boolean available);

  /** Something to be published by itself, e.g. a question for a list. */
  void publish(MqttMessage message);

  /**
   * Something could not be read; it changed nothing.
   *
   * @param hint how whoever publishes it can mend it
   */
  void fault(String topic, String message, String hint);

  /** Something happened to a device, such as a key that was pressed; it is over at once. */
  void happened(String device, String event);

  /** Something could not be read, and this hub is to blame; it changed nothing else. */
  void defect(String topic, Throwable defect);
}
