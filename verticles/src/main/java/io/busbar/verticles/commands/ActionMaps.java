package io.busbar.verticles.commands;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the outbound action map of a command and applies it (spec 9.4). Pure. */
final class ActionMaps {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\s*payload\\.([A-Za-z0-9_.-]{1,128})\\s*}}");
  private static final Pattern STEPS = Pattern.compile("\\.");
  private static final Comparator<ActionMap> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(ActionMaps::specificity)
          .thenComparingInt(ActionMap::priority)
          .reversed()
          .thenComparing(ActionMap::id);

  private ActionMaps() {}

  /** What a driver is to be sent. */
  record Mapped(String command, Fields payload, @Nullable String mappedBy) {}

  static Mapped map(Collection<ActionMap> maps, Device device, String action, Fields payload) {
    return find(maps, device, action)
        .map(found -> new Mapped(found.command(), payloadOf(found, payload), found.id()))
        .orElseGet(() -> new Mapped(action, payload, null));
  }

  private static Optional<ActionMap> find(
      Collection<ActionMap> maps, Device device, String action) {
    return maps.stream()
        .filter(map -> map.enabled() && map.direction() == Direction.OUTBOUND)
        .filter(map -> map.action().equals(action) && appliesTo(map, device))
        .min(MOST_SPECIFIC_FIRST);
  }

  private static boolean appliesTo(ActionMap map, Device device) {
    return (map.deviceId() == null || map.deviceId().equals(device.id()))
        && (map.driverKey() == null
            || map.driverKey().equals(device.endpoint().driver().driverKey()))
        && (map.deviceType() == null || map.deviceType().equals(device.deviceType()));
  }

  private static int specificity(ActionMap map) {
    return (map.deviceId() == null ? 0 : 4)
        + (map.driverKey() == null ? 0 : 2)
        + (map.deviceType() == null ? 0 : 1);
  }

  private static Fields payloadOf(ActionMap map, Fields payload) {
    Fields shaped =
        map.payloadTemplate() == null ? payload : filled(map.payloadTemplate(), payload);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    shaped.values().forEach((key, value) -> result.put(key, converted(map, value)));
    return new Fields(result);
  }

  private static Fields filled(Fields template, Fields payload) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    template.values().forEach((key, value) -> result.put(key, filledValue(value, payload)));
    return new Fields(result);
  }

  private static @Nullable Object filledValue(@Nullable Object template, Fields payload) {
    if (template instanceof Map<?, ?>) {
      return filled(Fields.from(template), payload).values();
    }
    if (template instanceof List<?> list) {
      List<@Nullable Object> filled = new ArrayList<>(list.size());
      list.forEach(item -> filled.add(filledValue(item, payload)));
      return filled;
    }
    if (!(template instanceof String text)) {
      return template;
    }
    Matcher whole = PLACEHOLDER.matcher(text);
    if (whole.matches()) {
      return lookup(payload, whole.group(1));
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(String.valueOf(lookup(payload, found.group(1)))));
  }

  private static @Nullable Object lookup(Fields payload, String path) {
    Object value = payload.values();
    for (String step : STEPS.split(path, -1)) {
      value = Fields.from(value).get(step);
    }
    return value;
  }

  private static @Nullable Object converted(ActionMap map, @Nullable Object value) {
    Fields valueMap = map.valueMap();
    if (valueMap != null && valueMap.has(String.valueOf(value))) {
      return valueMap.get(String.valueOf(value));
    }
    if (map.transform() == null || !(value instanceof Number number)) {
      return value;
    }
    return transformed(map.transform(), number.doubleValue());
  }

  private static Object transformed(Fields transform, double value) {
    double result = value * number(transform, "scale", 1) + number(transform, "offset", 0);
    if (Boolean.TRUE.equals(transform.get("round"))) {
      return Math.round(result);
    }
    return result;
  }

  private static double number(Fields transform, String key, double otherwise) {
    return transform.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }
}
