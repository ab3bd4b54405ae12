package io.busbar.verticles.spaces;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client sent, field by field: what is absent stays as it was, and what is wrong is
 * collected, so that a person sees all of it at once.
 */
final class SentFields {
  static final int LONGEST_ID = 256;

  private static final int MAX_EXTRA_BYTES = 16_384;
  private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}]+");

  private final Fields fields;
  private final List<String> faults = new ArrayList<>();

  SentFields(Fields fields) {
    this.fields = fields;
  }

  void fault(String path, String rule) {
    faults.add("%s %s.".formatted(path, rule));
  }

  /** A text there must be. */
  String text(String key, int max, @Nullable String present) {
    if (!fields.has(key) && present != null) {
      return present;
    }
    Optional<String> text = plain(fields.get(key), max);
    if (text.isEmpty()) {
      fault(key, "must be a text of 1 to %d characters".formatted(max));
    }
    return text.orElse("");
  }

  /** A text that may be missing; an empty one takes it away. */
  @Nullable String clearable(String key, int max, @Nullable String present) {
    if (!fields.has(key)) {
      return present;
    }
    Object value = fields.get(key);
    if (value == null || value.equals("")) {
      return null;
    }
    Optional<String> text = plain(value, max);
    if (text.isEmpty()) {
      fault(key, "must be a text of at most %d characters".formatted(max));
    }
    return text.orElse(null);
  }

  int whole(String key, int most, int present) {
    Object value = fields.get(key);
    if (!fields.has(key)) {
      return present;
    }
    if (value instanceof Integer number && Math.abs((long) number) <= most) {
      return number;
    }
    fault(key, "must be a whole number from -%d to %d".formatted(most, most));
    return present;
  }

  <T> T word(String key, Map<String, T> words, T present) {
    if (!fields.has(key)) {
      return present;
    }
    Object value = fields.get(key);
    T found = value instanceof String word ? words.get(word) : null;
    if (found == null) {
      fault(key, "must be one of " + String.join(", ", words.keySet()));
    }
    return Objects.requireNonNullElse(found, present);
  }

  List<String> ids(String key, int max, List<String> present) {
    if (!fields.has(key)) {
      return present;
    }
    List<String> ids = new ArrayList<>();
    if (fields.get(key) instanceof List<?> items && items.size() <= max) {
      items.forEach(item -> plain(item, LONGEST_ID).ifPresent(ids::add));
      if (ids.size() == items.size()) {
        return ids.stream().distinct().toList();
      }
    }
    fault(key, "must be a list of at most %d ids".formatted(max));
    return present;
  }

  List<DeviceId> devices(String key, int max, List<DeviceId> present) {
    return fields.has(key)
        ? ids(key, max, List.of()).stream().map(DeviceId::new).toList()
        : present;
  }

  Fields object(String key, int maxEntries, Fields present) {
    if (!fields.has(key)) {
      return present;
    }
    Fields object = fields.object(key);
    boolean fits = fields.get(key) instanceof Map<?, ?> && object.values().size() <= maxEntries;
    if (!fits || Json.bytes(object).length > MAX_EXTRA_BYTES) {
      fault(
          key,
          "must be an object of at most %d entries and %d bytes"
              .formatted(maxEntries, MAX_EXTRA_BYTES));
      return present;
    }
    return object;
  }

  /** The fields the hub does not know, over those it kept before. */
  Map<String, @Nullable Object> extra(Set<String> known, Map<String, @Nullable Object> present) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(present);
    fields
        .values()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                extra.put(key, value);
              }
            });
    if (Json.bytes(extra).length > MAX_EXTRA_BYTES) {
      fault("Further fields", "must take at most %d bytes".formatted(MAX_EXTRA_BYTES));
    }
    return extra;
  }

  static Optional<String> plain(@Nullable Object value, int max) {
    return value instanceof String text
            && !text.isBlank()
            && text.length() <= max
            && PLAIN.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * @throws HubFailure INVALID with one detail a fault
   */
  void throwIfAny(String what) {
    if (!faults.isEmpty()) {
      throw HubFailure.invalid(
              faults.size() == 1
                  ? faults.get(0)
                  : "This %s has %d faults.".formatted(what, faults.size()),
              "Mend what the details name.")
          .details(faults);
    }
  }
}
