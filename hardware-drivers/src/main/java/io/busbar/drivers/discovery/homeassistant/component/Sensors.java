package io.busbar.drivers.discovery.homeassistant.component;

import io.busbar.contracts.value.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
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

  private static Map<String, @Nullable Object> few(Map<String, @Nullable Object> facts) {
    Map<String, @Nullable Object> few = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> fact : facts.entrySet()) {
      if (few.size() < MAX_ATTRIBUTES) {
        few.put(fact.getKey(), fact.getValue());
      }
    }
    return few;
  }
}
