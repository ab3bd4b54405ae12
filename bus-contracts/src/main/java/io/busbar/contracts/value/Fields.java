package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A free-form JSON object: device state, properties, command arguments. Read-only; null is a value
 * ("unknown"), not an absence; keys keep their order.
 */
public record Fields(@JsonValue Map<String, @Nullable Object> values) {
  /** No fields at all. */
  public static final Fields EMPTY = new Fields(Map.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Fields {
    values = Collections.unmodifiableMap(values);
  }

  public static Fields of(String key, @Nullable Object value) {
    return new Fields(Collections.singletonMap(key, value));
  }

  /** A value that is itself an object, or the empty object. */
  @SuppressWarnings("unchecked") // JSON object keys are strings
  public static Fields from(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new Fields((Map<String, @Nullable Object>) map) : EMPTY;
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public @Nullable Object get(String key) {
    return values.get(key);
  }

  /** The first of the keys that is present with a value other than null. */
  public @Nullable Object first(String... keys) {
    for (String key : keys) {
      Object value = values.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The text under a key; empty when it is absent or no text. */
  public Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The object under a key; the empty object when it is absent or no object. */
  public Fields object(String key) {
    return from(values.get(key));
  }

  /** The list under a key; empty when it is absent or no list. */
  public List<?> list(String key) {
    return values.get(key) instanceof List<?> list ? list : List.of();
  }

  /** These fields with one more or one replaced. */
  public Fields with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.put(key, value);
    return new Fields(copy);
  }

  public Fields without(String key) {
    if (!values.containsKey(key)) {
      return this;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.remove(key);
    return new Fields(copy);
  }

  /** These fields with all of the other's put over them, at the top level only. */
  public Fields with(Fields over) {
    if (over.isEmpty()) {
      return this;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.putAll(over.values);
    return new Fields(copy);
  }
}
