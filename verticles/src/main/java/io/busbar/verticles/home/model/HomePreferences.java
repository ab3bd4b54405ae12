package io.busbar.verticles.home.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one person likes the home to be shown: what was ever set, known or not (spec 2.2).
 *
 * @param values without defaults
 */
public record HomePreferences(Fields values) {
  /** Nothing was ever set. */
  public static final HomePreferences NONE = new HomePreferences(Fields.EMPTY);

  static final int MAX_FIELDS = 64;
  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_IDS = 1_000;
  static final int MAX_ID = 256;
  static final int MAX_TEXT = 2_048;
  private static final String UNITS = "units";
  private static final String TEMPERATURE = "temperature";
  private static final List<String> SCALES = List.of("celsius", "fahrenheit", "C", "F");
  private static final List<String> TEXTS = List.of("title", "background", "locale", "theme");
  private static final List<String> LISTS =
      List.of("favoriteDeviceIds", "favoriteProgramIds", "spaceOrder", "hiddenSpaceIds");

  /** What holds for somebody who never set anything. */
  public static Fields defaults(String title) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("title", title);
    values.put("background", null);
    LISTS.forEach(name -> values.put(name, List.of()));
    values.put(UNITS, Map.of(TEMPERATURE, SCALES.get(0)));
    values.put("locale", "en");
    values.put("theme", "system");
    return new Fields(values);
  }

  /** These preferences, with defaults where nothing was set. */
  public Fields over(Fields defaults) {
    return merged(defaults, values);
  }

  /**
   * These preferences with a partial object merged in: fields replace, objects merge one level
   * deep, null forgets.
   *
   * @throws HubFailure INVALID with one detail per fault
   */
  public HomePreferences with(Fields change) {
    List<String> faults = faults(change);
    Fields merged = withoutNulls(merged(values, change));
    if (merged.values().size() > MAX_FIELDS) {
      faults.add("/: more than %d fields".formatted(MAX_FIELDS));
    }
    if (faults.isEmpty() && Json.bytes(merged).length > MAX_BYTES) {
      faults.add("/: larger than %d bytes".formatted(MAX_BYTES));
    }
    if (!faults.isEmpty()) {
      throw HubFailure.invalid(
              "These preferences cannot be kept: " + faults.get(0),
              "Mend what the details name; nothing was changed.")
          .details(faults);
    }
    return new HomePreferences(merged);
  }

  private static List<String> faults(Fields change) {
    List<String> faults = new ArrayList<>();
    TEXTS.stream()
        .filter(name -> change.get(name) != null && !isText(change.get(name), MAX_TEXT))
        .forEach(
            name -> faults.add("/%s: no text of up to %d characters".formatted(name, MAX_TEXT)));
    LISTS.stream()
        .filter(name -> change.get(name) != null && !isIds(change.get(name)))
        .forEach(
            name ->
                faults.add(
                    "/%s: no list of up to %d ids, each a text of 1 to %d characters"
                        .formatted(name, MAX_IDS, MAX_ID)));
    Object units = change.get(UNITS);
    if (units != null && !isUnits(units)) {
      faults.add("/units: no object, or a temperature that is none of " + SCALES);
    }
    return faults;
  }

  private static boolean isText(@Nullable Object value, int longest) {
    return value instanceof String text && text.length() <= longest;
  }

  private static boolean isIds(@Nullable Object value) {
    return value instanceof List<?> ids
        && ids.size() <= MAX_IDS
        && ids.stream().allMatch(id -> isText(id, MAX_ID) && !"".equals(id));
  }

  private static boolean isUnits(Object value) {
    Object scale = Fields.from(value).get(TEMPERATURE);
    return value instanceof Map<?, ?> && (scale == null || SCALES.contains(scale));
  }

  private static Fields merged(Fields under, Fields change) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(under.values());
    change.values().forEach((key, value) -> merged.put(key, merged(under.get(key), value)));
    return new Fields(merged);
  }

  private static @Nullable Object merged(@Nullable Object under, @Nullable Object value) {
    return under instanceof Map<?, ?> && value instanceof Map<?, ?>
        ? Fields.from(under).with(Fields.from(value)).values()
        : value;
  }

  /** Null forgets a field, and a field of an object in it. */
  private static Fields withoutNulls(Fields fields) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    fields.values().forEach((key, value) -> keep(kept, key, value));
    return new Fields(kept);
  }

  private static void keep(Map<String, @Nullable Object> kept, String key, @Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> inner = new LinkedHashMap<>(Fields.from(value).values());
      inner.values().removeIf(each -> each == null);
      kept.put(key, inner);
    } else if (value != null) {
      kept.put(key, value);
    }
  }
}
