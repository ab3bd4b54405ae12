package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What measures or notices something. */
final class Sensors {
  private static final int SENSOR = 20;
  private static final int BINARY = 19;
  private static final int TRACKER = 18;
  private static final String STATE = "state_topic";
  private static final Set<String> FIELDS = Set.of("temperature", "humidity", "battery");
  private static final Set<String> TEXTUAL = Set.of("enum", "date", "timestamp");
  private static final Set<String> MOTION = Set.of("motion", "occupancy", "presence", "moving");
  private static final Set<String> CONTACT = Set.of("door", "window", "opening", "garage_door");
  private static final Set<String> ALARM = Set.of("smoke", "gas", "carbon_monoxide");
  private static final int MAX_ATTRIBUTES = 100;
  private static final int MAX_NAME = 64;
  private static final int MAX_TEXT = 256;
  private static final int MAX_WRITTEN = 8_192;

  private Sensors() {}

  static Plan sensor(Config config) {
    Blueprint sensor = new Blueprint(config);
    String deviceClass = sensor.deviceClass();
    boolean numeric =
        !TEXTUAL.contains(deviceClass)
            && (sensor.has("unit_of_measurement")
                || sensor.has("state_class")
                || !deviceClass.isEmpty());
    String field = FIELDS.contains(deviceClass) ? deviceClass : "";
    Duration expires = seconds(config, "expire_after");
    if (config.filter(STATE).isEmpty()) {
      throw Config.wrong(STATE, "it is missing");
    }
    sensor.reads(
        STATE,
        "value_template",
        (value, draft) -> {
          Double number = numeric ? Readings.number(value) : null;
          Object read = number == null ? text(value, numeric) : Readings.plain(number);
          said(draft, read, field);
          if (expires != null) {
            draft.after(expires, Draft.VALUE, null);
          }
        });
    attributes(sensor);
    return sensor.plan("sensor", SENSOR);
  }

  private static @Nullable Object text(String value, boolean numeric) {
    boolean unknown =
        value.equals("None") || value.equals("unknown") || value.equals("unavailable");
    boolean spoilt = numeric && (value.equalsIgnoreCase("nan") || value.equals("null"));
    return unknown || spoilt ? null : value;
  }

  private static void said(Draft draft, @Nullable Object value, String field) {
    draft.put(Draft.VALUE, value);
    if (!field.isEmpty() && !(value instanceof String)) {
      draft.put(field, value);
    }
  }

  static Plan binary(Config config) {
    Blueprint sensor = new Blueprint(config);
    String on = config.text("payload_on").orElse("ON");
    String off = config.text("payload_off").orElse("OFF");
    String deviceClass = sensor.deviceClass();
    Duration offDelay = seconds(config, "off_delay");
    Duration expires = seconds(config, "expire_after");
    if (config.filter(STATE).isEmpty()) {
      throw Config.wrong(STATE, "it is missing");
    }
    sensor.reads(
        STATE,
        "value_template",
        (value, draft) -> {
          if (!value.equals(on) && !value.equals(off)) {
            return;
          }
          boolean is = value.equals(on);
          noticed(draft, deviceClass, is);
          if (is && offDelay != null) {
            Draft later = new Draft();
            noticed(later, deviceClass, false);
            later.fields().forEach((field, gone) -> draft.after(offDelay, field, gone));
          } else if (expires != null) {
            draft.after(expires, Draft.VALUE, null);
          }
        });
    attributes(sensor);
    return sensor.plan("sensor", BINARY);
  }

  private static void noticed(Draft draft, String deviceClass, boolean on) {
    draft.put(Draft.VALUE, on);
    if (MOTION.contains(deviceClass)) {
      draft.put("motion", on);
    } else if (CONTACT.contains(deviceClass)) {
      draft.put("contact", on ? "open" : "closed");
    } else if (ALARM.contains(deviceClass)) {
      draft.put("alarm", on);
    } else if (deviceClass.equals("lock")) {
      draft.put("locked", !on);
    }
  }

  private static @Nullable Duration seconds(Config config, String key) {
    double seconds = config.number(key, 0);
    return seconds > 0 && seconds < 1e7 ? Duration.ofMillis(Math.round(seconds * 1_000)) : null;
  }

  static Plan tracker(Config config) {
    Blueprint tracker = new Blueprint(config);
    String home = config.text("payload_home").orElse("home");
    String away = config.text("payload_not_home").orElse("not_home");
    tracker.reads(
        STATE,
        "value_template",
        (value, draft) -> {
          String place = value.equals(home) ? "home" : value.equals(away) ? "not_home" : value;
          draft.put(Draft.VALUE, value.equals("None") ? null : place);
          draft.put("extras.presence", value.equals("None") ? null : place);
        });
    tracker.reads(
        "json_attributes_topic", false, (payload, draft) -> location(payload.object(), draft));
    return tracker.plan("sensor", TRACKER);
  }

  private static void location(Fields attributes, Draft draft) {
    if (attributes.get("latitude") instanceof Number latitude
        && attributes.get("longitude") instanceof Number longitude) {
      Map<String, Object> location = new LinkedHashMap<>();
      location.put("latitude", latitude);
      location.put("longitude", longitude);
      draft.put("extras.location", location);
    }
  }

  /** Further facts about a sensor, as they come. */
  private static void attributes(Blueprint sensor) {
    var template = sensor.config().template("json_attributes_template");
    sensor.reads(
        "json_attributes_topic",
        false,
        (payload, draft) -> {
          Fields facts =
              payload
                  .through(template)
                  .map(text -> new Payload(text).object())
                  .orElse(Fields.EMPTY);
          if (!facts.isEmpty()) {
            draft.put("attributes", few(facts.values()));
          }
        });
  }

  /** Those that are no lists or objects, and not more than is worth showing. */
  private static Map<String, @Nullable Object> few(Map<String, @Nullable Object> facts) {
    Map<String, @Nullable Object> few = new LinkedHashMap<>();
    int written = 0;
    for (Map.Entry<String, @Nullable Object> fact : facts.entrySet()) {
      Object value = fact.getValue() instanceof String text ? cut(text, MAX_TEXT) : fact.getValue();
      boolean plain = !(value instanceof Map) && !(value instanceof List);
      String name = cut(fact.getKey(), MAX_NAME);
      int length = plain ? Json.text(single(name, value)).length() : 0;
      if (plain && few.size() < MAX_ATTRIBUTES && written + length <= MAX_WRITTEN) {
        few.put(name, value);
        written += length;
      }
    }
    return few;
  }

  private static Map<String, @Nullable Object> single(String name, @Nullable Object value) {
    Map<String, @Nullable Object> single = new LinkedHashMap<>();
    single.put(name, value);
    return single;
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
