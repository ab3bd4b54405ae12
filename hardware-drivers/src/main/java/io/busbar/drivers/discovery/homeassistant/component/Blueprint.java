package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.drivers.discovery.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together the {@link Plan} of a component from its configuration. */
final class Blueprint {
  static final Map<String, Object> TEXT = Map.of("type", "string", "maxLength", 1_024);
  static final Map<String, Object> PERCENT = range(0, 100);
  private static final int LONGEST = 1_024;

  private final Config config;
  private final List<Reading> readings = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();

  /** Takes what a template made of a message. */
  @FunctionalInterface
  interface Sink {
    void take(String value, Draft draft);
  }

  Blueprint(Config config) {
    this.config = config;
  }

  Config config() {
    return config;
  }

  boolean has(String key) {
    return config.has(key);
  }

  Plan plan(String type, int rank) {
    String unit = config.text("unit_of_measurement").orElse(null);
    return new Plan(type, rank, List.copyOf(readings), List.copyOf(orders), unit);
  }

  /** Hears a topic, if the component has it, through a template, if it has one. */
  void reads(String topicKey, String templateKey, Sink sink) {
    Template template = config.template(templateKey);
    reads(topicKey, false, (payload, draft) -> read(payload, template, sink, draft));
  }

  void happens(String topicKey, String templateKey, Sink sink) {
    Template template = config.template(templateKey);
    reads(topicKey, true, (payload, draft) -> read(payload, template, sink, draft));
  }

  void reads(String topicKey, boolean event, Reading.Reader reader) {
    config.filter(topicKey).ifPresent(topic -> readings.add(new Reading(topic, reader, event)));
  }

  private static void read(Payload payload, @Nullable Template template, Sink sink, Draft draft) {
    payload
        .through(template)
        .filter(value -> !value.isBlank() && value.length() <= LONGEST)
        .ifPresent(value -> sink.take(value.strip(), draft));
  }

  /** A number, or unknown when the device says None. */
  void readsNumber(String topicKey, String templateKey, String field) {
    reads(topicKey, templateKey, (value, draft) -> number(value, field, draft));
  }

  static void number(String value, String field, Draft draft) {
    Double number = Readings.number(value);
    if (number != null || value.equals("None")) {
      draft.put(field, number == null ? null : Readings.plain(number));
    }
  }

  void readsText(String topicKey, String templateKey, String field) {
    reads(
        topicKey,
        templateKey,
        (value, draft) -> draft.put(field, value.equals("None") ? null : value));
  }

  /** On or off, as the payloads of these keys say. */
  void readsPower(String topicKey, String templateKey, String field) {
    String on = firstOf("state_on", "payload_on", "ON");
    String off = firstOf("state_off", "payload_off", "OFF");
    reads(topicKey, templateKey, (value, draft) -> power(value, on, off, field, draft));
  }

  static void power(String value, String on, String off, String field, Draft draft) {
    if (value.equals(on) || value.equals(off)) {
      draft.put(field, value.equals(on));
    } else if (value.equals("None")) {
      draft.put(field, null);
    }
  }

  String firstOf(String key, String otherKey, String otherwise) {
    return config.text(key).or(() -> config.text(otherKey)).orElse(otherwise);
  }

  void order(String key, String label, Order.Sender sender) {
    orders.add(new Order(key, label, Map.of(), List.of(), true, sender));
  }

  /** Something that does more when it is done twice. */
  void act(String key, String label, Order.Sender sender) {
    orders.add(new Order(key, label, Map.of(), List.of(), false, sender));
  }

  void order(
      String key, String label, String argument, Map<String, Object> schema, Order.Sender sender) {
    orders.add(new Order(key, label, Map.of(argument, schema), List.of(argument), true, sender));
  }

  void order(String key, String label, Map<String, Object> optional, Order.Sender sender) {
    orders.add(new Order(key, label, optional, List.of(), true, sender));
  }

  /** A payload for a topic, when the component has both. */
  void sends(String key, String label, String payloadKey, String otherwise) {
    Optional<String> payload = config.payload(payloadKey, otherwise);
    if (has("command_topic") && payload.isPresent()) {
      order(
          key,
          label,
          sending -> sending.publish("command_topic", "command_template", payload.get()));
    }
  }

  /** On, off and the other of both. */
  void switches(String stateKey, String field) {
    String on = config.payload("payload_on", "ON").orElse("ON");
    String off = config.payload("payload_off", "OFF").orElse("OFF");
    String ignored = config.need("command_topic");
    order("turn_on", "On", sending -> power(sending, on, stateKey, field, true));
    order("turn_off", "Off", sending -> power(sending, off, stateKey, field, false));
    act("toggle", "On or off", sending -> toggle(sending, on, off, stateKey, field));
  }

  private static void toggle(
      Sending sending, String on, String off, String stateKey, String field) {
    boolean now = Boolean.TRUE.equals(sending.state().get(field));
    power(sending, now ? off : on, stateKey, field, !now);
  }

  private static void power(
      Sending sending, String payload, String stateKey, String field, boolean on) {
    Config config = sending.config();
    boolean byBrightness = config.text("on_command_type").filter("brightness"::equals).isPresent();
    if (on && byBrightness && config.has("brightness_command_topic")) {
      PlainLight.onByBrightness(sending);
    } else {
      sending.publish("command_topic", "command_template", payload);
    }
    sending.assume(stateKey, field, on);
  }

  static Map<String, Object> range(double min, double max) {
    return Map.of("type", "number", "minimum", Readings.plain(min), "maximum", Readings.plain(max));
  }

  static Map<String, Object> oneOf(List<String> values) {
    return values.isEmpty() ? TEXT : Map.of("type", "string", "enum", values);
  }

  String deviceClass() {
    return config.text("device_class").orElse("").toLowerCase(Locale.ROOT);
  }
}
