package io.busbar.bridge.live;

import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Happenings of any kind, made up. */
final class Invented {
  /** Neighbouring seeds begin alike without it. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random;

  Invented(long seed) {
    this.random = new Random(seed * SPREAD);
  }

  /** A value of the type; what may be absent is absent now and then. */
  Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    }
    Object value = known(plain);
    return value == null ? record(plain) : value;
  }

  private Object container(Class<?> type, Type[] of) {
    boolean empty = random.nextBoolean();
    if (type == List.class) {
      return empty ? List.of() : List.of(of(of[0]));
    }
    if (type == Set.class) {
      return empty ? Set.of() : Set.of(of(of[0]));
    }
    return empty ? Map.of() : Map.of("key", of(of[1]));
  }

  private @Nullable Object known(Class<?> type) {
    if (type == String.class || type == Object.class) {
      return "text-" + random.nextInt(9);
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt(9);
    }
    if (type == long.class || type == Long.class) {
      return (long) random.nextInt(9);
    }
    if (type == double.class || type == Double.class) {
      return random.nextDouble();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt());
    }
    if (type == Fields.class) {
      return Fields.of("stateRefresh", random.nextBoolean());
    }
    if (type == DriverKey.class) {
      return new DriverKey("HUE");
    }
    return type == InstanceId.class ? new InstanceId("hue-1") : null;
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      boolean optional = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] = optional && random.nextBoolean() ? null : of(components[i].getGenericType());
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make up a " + type, e);
    }
  }
}
