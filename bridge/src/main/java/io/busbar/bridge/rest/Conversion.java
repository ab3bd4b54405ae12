package io.busbar.bridge.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** Turns a JSON value that satisfies its schema into the type of a record's component. */
@FunctionalInterface
interface Conversion {
  /**
   * @throws HubFailure INVALID when the type itself refuses the value
   */
  Object apply(Object value);

  /** The conversion for a component, chosen once. */
  static Conversion to(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == String.class || type == Object.class) {
      return value -> value;
    }
    if (type == Integer.class || type == int.class) {
      return value -> ((Number) value).intValue();
    }
    if (type == Long.class || type == long.class) {
      return value -> ((Number) value).longValue();
    }
    if (type == Boolean.class || type == boolean.class) {
      return value -> value;
    }
    if (type == Instant.class) {
      return value -> instant(component.getName(), value);
    }
    if (type == Fields.class) {
      return Fields::from;
    }
    if (type.isEnum()) {
      return words(type);
    }
    if (RecordMaker.isText(type)) {
      return single(RecordMaker.constructor(type));
    }
    JavaType general = Json.MAPPER.constructType(component.getGenericType());
    return value -> Json.MAPPER.convertValue(value, general);
  }

  private static Object instant(String name, Object value) {
    try {
      return OffsetDateTime.parse((String) value).toInstant();
    } catch (DateTimeException e) {
      throw HubFailure.invalid(
          "/%s: must be a date and time".formatted(name), "Write it as 2026-11-01T12:00:00Z.");
    }
  }

  private static Conversion single(MethodHandle constructor) {
    return value -> RecordMaker.make(constructor, new Object[] {value});
  }

  private static Conversion words(Class<?> type) {
    Map<Object, Object> constants = new HashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(word(type, (Enum<?>) constant), constant);
    }
    return value -> {
      Object constant = constants.get(value);
      if (constant == null) {
        throw HubFailure.invalid("Not one of the known words.", "See the contract for them.");
      }
      return constant;
    };
  }

  private static String word(Class<?> type, Enum<?> constant) {
    try {
      JsonProperty name = type.getField(constant.name()).getAnnotation(JsonProperty.class);
      return name == null ? constant.name() : name.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
