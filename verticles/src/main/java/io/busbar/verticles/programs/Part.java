package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a program while it is read. Every method takes the spellings of a field, best
 * first, and reads the first that is there; what is wrong becomes a fault with its path.
 */
record Part(String path, Fields fields, Findings findings) {
  private static final int MAX_ID = 256;

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void fault(String key, String rule) {
    findings.fault(pathOf(key), rule);
  }

  boolean has(String... keys) {
    return keyOf(keys) != null;
  }

  @Nullable Object value(String... keys) {
    String key = keyOf(keys);
    return key == null ? null : fields.get(key);
  }

  /** The spelling in use; the best one when none is. */
  String spelling(String... keys) {
    String key = keyOf(keys);
    return key == null ? keys[0] : key;
  }

  Optional<String> text(int max, String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return Optional.empty();
    }
    if (fields.get(key) instanceof String text && !text.isBlank() && text.length() <= max) {
      return Optional.of(text);
    }
    fault(key, "must be a text of 1 to %d characters".formatted(max));
    return Optional.empty();
  }

  Optional<String> neededText(int max, String... keys) {
    require(keys);
    return text(max, keys);
  }

  /** A word in lower case, parts joined by underscores. */
  Optional<String> word(String... keys) {
    return text(64, keys).map(Words::plain);
  }

  Optional<Double> number(String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return Optional.empty();
    }
    Double number = Words.number(fields.get(key));
    if (number == null) {
      fault(key, "must be a number");
    }
    return Optional.ofNullable(number);
  }

  int whole(int min, int max, int absent, String... keys) {
    Optional<Double> number = number(keys);
    if (number.isEmpty()) {
      return absent;
    }
    double value = number.get();
    if (value < min || value > max || value != Math.rint(value)) {
      fault(spelling(keys), "must be a whole number, %d..%d".formatted(min, max));
      return absent;
    }
    return (int) value;
  }

  boolean flag(boolean absent, String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return absent;
    }
    Boolean flag = Words.flag(fields.get(key));
    if (flag == null) {
      fault(key, "must be true or false");
      return absent;
    }
    return flag;
  }

  Fields object(String... keys) {
    String key = keyOf(keys);
    if (key != null && !(fields.get(key) instanceof Map<?, ?>)) {
      fault(key, "must be an object");
    }
    return key == null ? Fields.EMPTY : fields.object(key);
  }

  /** ISO-8601, a number of seconds, or a number with ms, s, m or h. */
  Duration duration(Duration max, String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return Duration.ZERO;
    }
    Duration duration = Words.duration(fields.get(key));
    if (duration == null) {
      fault(key, "must be a duration: PT30S, or 30 for seconds");
      return Duration.ZERO;
    }
    if (duration.isNegative() || duration.compareTo(max) > 0) {
      fault(key, "must be 0..%s".formatted(max));
      return Duration.ZERO;
    }
    return duration;
  }

  Optional<LocalTime> time(String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return Optional.empty();
    }
    LocalTime time = Words.time(fields.get(key));
    if (time == null) {
      fault(key, "must be a time of day: 19:30");
    }
    return Optional.ofNullable(time);
  }

  /** The days named; all of them when none is. */
  Set<DayOfWeek> days() {
    String key = keyOf("days", "weekdays", "weekday", "day");
    if (key == null) {
      return Set.of(DayOfWeek.values());
    }
    Set<DayOfWeek> days = Words.days(fields.get(key));
    if (days.isEmpty()) {
      fault(key, "must name days: [mon, tue], weekdays, weekend or daily");
    }
    return days;
  }

  Optional<DeviceId> device(String... keys) {
    Optional<String> id = neededText(MAX_ID, keys);
    return id.flatMap(text -> deviceNamed(text, spelling(keys)));
  }

  Optional<DeviceId> deviceNamed(String id, String key) {
    try {
      DeviceId device = new DeviceId(id);
      findings.names(Reference.Kind.DEVICE, id, pathOf(key));
      return Optional.of(device);
    } catch (HubFailure notAnId) {
      fault(key, "is no device id");
      return Optional.empty();
    }
  }

  Optional<String> named(Reference.Kind kind, String... keys) {
    Optional<String> id = neededText(MAX_ID, keys);
    id.ifPresent(text -> findings.names(kind, text, pathOf(spelling(keys))));
    return id;
  }

  /** The objects of a list; one object alone is a list of one. */
  List<Part> parts(int max, String... keys) {
    String key = keyOf(keys);
    if (key == null) {
      return List.of();
    }
    Object value = fields.get(key);
    if (value instanceof Map<?, ?>) {
      return List.of(new Part(pathOf(key), fields.object(key), findings));
    }
    if (!(value instanceof List<?> items)) {
      fault(key, "must be a list");
      return List.of();
    }
    if (items.size() > max) {
      fault(key, "must have at most %d items".formatted(max));
    }
    return partsOf(items.subList(0, Math.min(max, items.size())), pathOf(key));
  }

  void require(String... keys) {
    if (!has(keys)) {
      fault(keys[0], "is missing");
    }
  }

  private List<Part> partsOf(List<?> items, String at) {
    List<Part> parts = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String itemPath = "%s[%d]".formatted(at, i);
      if (items.get(i) instanceof Map<?, ?>) {
        parts.add(new Part(itemPath, Fields.from(items.get(i)), findings));
      } else {
        findings.fault(itemPath, "must be an object");
      }
    }
    return parts;
  }

  private @Nullable String keyOf(String... keys) {
    for (String key : keys) {
      if (fields.get(key) != null) {
        return key;
      }
    }
    return null;
  }
}
