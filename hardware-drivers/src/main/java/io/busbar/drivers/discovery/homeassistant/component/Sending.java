package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Bytes;
import io.busbar.contracts.value.Fields;
import io.busbar.drivers.discovery.template.Template;
import io.busbar.drivers.mqtt.MqttMessage;
import io.busbar.kit.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command on its way: its arguments, what is known of the component, and what is to be sent. */
public final class Sending {
  private final Config config;
  private final Templates templates;
  private final Fields arguments;
  private final Fields state;
  private final List<MqttMessage> messages = new ArrayList<>();
  private final Draft assumed = new Draft();

  /**
   * @param templates those of the configuration
   * @param state what is known of the component
   */
  public Sending(Config config, Templates templates, Fields arguments, Fields state) {
    this.config = config;
    this.templates = templates;
    this.arguments = arguments;
    this.state = state;
  }

  /** What is to be published, in this order. */
  public List<MqttMessage> messages() {
    return List.copyOf(messages);
  }

  /** What is so now, because the device does not say it. */
  public Draft assumed() {
    return assumed;
  }

  Config config() {
    return config;
  }

  Fields state() {
    return state;
  }

  /** An argument, also when it is given as the bare value. */
  @Nullable Object given(String name) {
    return arguments.first(name, "value");
  }

  double number(String name) {
    Object value = given(name);
    Double number = value == null ? null : Readings.number(String.valueOf(value));
    if (number == null) {
      throw new Failure("'%s' must be a number".formatted(name));
    }
    return number;
  }

  double percent(String name) {
    return Math.min(100, Math.max(0, number(name)));
  }

  String text(String name) {
    Object value = given(name);
    if (value == null || value instanceof Map || value instanceof List) {
      throw new Failure("'%s' must be a text".formatted(name));
    }
    return String.valueOf(value);
  }

  /** The code for a lock or an alarm; empty when none was given. */
  String code() {
    return arguments.text("code").orElse("");
  }

  /** What is so unless the device says otherwise: only where it does not say how it is. */
  void assume(String stateTopic, String field, @Nullable Object value) {
    if (config.flag("optimistic") || !config.has(stateTopic)) {
      assumed.put(field, value);
    }
  }

  /** A payload as it is. */
  void publish(String topicKey, String payload) {
    boolean retain = config.flag("retain");
    messages.add(new MqttMessage(config.need(topicKey), Bytes.of(payload), config.qos(), retain));
  }

  /** A value, as it is or through a template. */
  void publish(String topicKey, String templateKey, Object value) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("value", value);
    render(topicKey, templateKey, variables, String.valueOf(value));
  }

  /** Values through a template, or what is sent without one. */
  void render(
      String topicKey,
      String templateKey,
      Map<String, ? extends @Nullable Object> variables,
      String otherwise) {
    Template template = templates.get(templateKey);
    try {
      publish(
          topicKey,
          template == null
              ? otherwise
              : template
                  .render(variables)
                  .orElseThrow(() -> new Failure("'%s' asks for too much".formatted(templateKey))));
    } catch (HubFailure wrong) {
      throw new Failure("'%s': %s".formatted(templateKey, wrong.message()));
    }
  }

  void publishJson(String topicKey, Map<String, ? extends @Nullable Object> object) {
    publish(topicKey, Json.text(object));
  }
}
