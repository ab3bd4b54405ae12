package io.busbar.drivers.discovery.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.Findings;
import io.busbar.drivers.mqtt.MqttMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Payloads read and written. */
public final class Payload {
  /** Longest payload of a state. */
  public static final int MAX_STATE = 64 * 1024;

  /** Longest description of one device. */
  public static final int MAX_DESCRIPTION = 256 * 1024;

  private static final byte[] OPENING = "{\"items\":".getBytes(StandardCharsets.UTF_8);

  private Payload() {}

  /**
   * The JSON object a message carries.
   *
   * @throws HubFailure INVALID when it is none or longer than allowed
   */
  public static Fields object(MqttMessage message, int max) {
    return new Fields(Json.readObject(within(message, max).value()));
  }

  /**
   * The JSON list a message carries.
   *
   * @throws HubFailure INVALID when it is none or longer than allowed
   */
  public static List<?> list(MqttMessage message, int max) {
    byte[] list = within(message, max).value();
    byte[] object = new byte[OPENING.length + list.length + 1];
    System.arraycopy(OPENING, 0, object, 0, OPENING.length);
    System.arraycopy(list, 0, object, OPENING.length, list.length);
    object[object.length - 1] = '}';
    if (Json.readObject(object).get("items") instanceof List<?> items) {
      return items;
    }
    throw HubFailure.invalid("this is not a list", "Publish a JSON list.");
  }

  /**
   * The text a message carries, without control characters.
   *
   * @throws HubFailure INVALID when it is longer than allowed
   */
  public static String text(MqttMessage message, int max) {
    return Words.clean(within(message, max).text(), max);
  }

  /** A message with a text that is not kept. */
  public static MqttMessage text(String topic, String text, int qos) {
    return new MqttMessage(topic, Bytes.of(text), qos, false);
  }

  /** A message with a JSON object that is not kept. */
  public static MqttMessage json(String topic, Map<String, ?> object) {
    return new MqttMessage(topic, new Bytes(Json.bytes(object)), 1, false);
  }

  /** Tells that a message could not be read. */
  public static void fault(MqttMessage message, HubFailure why, Findings findings) {
    String hint = why.hint();
    findings.fault(message.topic(), why.message(), hint == null ? "" : hint);
  }

  private static Bytes within(MqttMessage message, int max) {
    if (message.payload().length() > max) {
      throw HubFailure.invalid(
          "the payload has more than %d bytes".formatted(max), "Publish less in one message.");
    }
    return message.payload();
  }
}
