package io.busbar.verticles.devices;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is wrong with an announcement, so that a driver author sees all of it at once. */
final class Faults {
  private final List<String> details = new ArrayList<>();

  void add(String path, String rule) {
    details.add("%s %s.".formatted(path, rule));
  }

  Optional<String> text(Fields fields, String key, int max) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank() && text.length() <= max) {
      return Optional.of(text);
    }
    add(key, "must be a text of 1 to %d characters".formatted(max));
    return Optional.empty();
  }

  Optional<List<String>> texts(Fields fields, String key, int max) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof List<?> list
        && list.size() <= max
        && list.stream().allMatch(String.class::isInstance)) {
      return Optional.of(list.stream().map(String.class::cast).toList());
    }
    add(key, "must be a list of at most %d texts".formatted(max));
    return Optional.empty();
  }

  Optional<Fields> object(Fields fields, String key) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?>) {
      return Optional.of(fields.object(key));
    }
    add(key, "must be an object");
    return Optional.empty();
  }

  void throwIfAny() {
    if (!details.isEmpty()) {
      throw HubFailure.invalid("Invalid device announcement.", "See details.").details(details);
    }
  }
}
