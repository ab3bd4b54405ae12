package io.busbar.drivers.discovery.model;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device last said; it tells only what is new (spec 6.4). */
public final class Memory {
  /** Most sensors of one device. */
  public static final int MAX_SENSORS = 200;

  private static final String SENSORS = "sensors";
  private static final String ACTION = "action";
  private static final int MAX_EVENTS = 32;

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> extras = new LinkedHashMap<>();
  private final Map<String, Object> sensors = new LinkedHashMap<>();
  private final List<String> events = new ArrayList<>();
  private final Map<String, @Nullable Object> newFields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> newExtras = new LinkedHashMap<>();

  /** A field of spec 9.2. */
  public void field(String name, @Nullable Object value) {
    keep(fields, newFields, name, value);
  }

  public void extra(String name, @Nullable Object value) {
    keep(extras, newExtras, name, value);
  }

  /** A reading; one too many is left out. */
  public void sensor(String key, String name, @Nullable Object value, String unit) {
    if (sensors.size() >= MAX_SENSORS && !sensors.containsKey(key)) {
      return;
    }
    Map<String, @Nullable Object> reading = new LinkedHashMap<>();
    reading.put("name", name);
    reading.put("value", value);
    if (!unit.isEmpty()) {
      reading.put("unit", unit);
    }
    if (!reading.equals(sensors.put(key, reading))) {
      newExtras.put(SENSORS, new LinkedHashMap<>(sensors));
    }
  }

  /** From now on events can be told. */
  public void expectEvents() {
    if (!extras.containsKey(ACTION)) {
      extra(ACTION, null);
    }
  }

  /** Something happened, such as a key that was pressed; it is gone at once. */
  public void happened(String event) {
    if (events.size() < MAX_EVENTS) {
      events.add(Words.clean(event, Words.MAX_KEY));
    }
  }

  /** What happened since it was last asked. */
  List<String> happenings() {
    List<String> happenings = List.copyOf(events);
    events.clear();
    return happenings;
  }

  /** What changed since it was last asked. */
  Fields changes() {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>(newFields);
    if (!newExtras.isEmpty()) {
      changes.put("extras", new LinkedHashMap<>(newExtras));
    }
    newFields.clear();
    newExtras.clear();
    return new Fields(changes);
  }

  private static void keep(
      Map<String, @Nullable Object> known,
      Map<String, @Nullable Object> news,
      String name,
      @Nullable Object value) {
    boolean told = known.containsKey(name) && Readings.same(known.get(name), value);
    known.put(name, value);
    if (!told) {
      news.put(name, value);
    }
  }
}
