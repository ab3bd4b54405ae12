package io.busbar.contracts;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.UserId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes values of any record of the contracts, different ones for different seeds. */
public final class Samples {
  private final Random random;
  private final boolean sparse;

  /**
   * Makes a source of values.
   *
   * @param sparse whether everything that may be absent is
   */
  public Samples(long seed, boolean sparse) {
    this.random = new Random(seed);
    this.sparse = sparse;
  }

  /** A value of the type. */
  public Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    Object value = known(plain);
    return value == null ? record(plain) : value;
  }

  private Object record(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("No sample for " + type);
    }
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      boolean absent =
          sparse && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] = absent ? null : of(components[i].getGenericType());
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No sample for " + type, e);
    }
  }

  private Object container(Class<?> type, Type[] of) {
    if (type == List.class) {
      return sparse ? List.of() : List.of(of(of[0]), of(of[0]));
    }
    if (type == Set.class) {
      return sparse ? Set.of() : Set.of(of(of[0]));
    }
    if (type == Map.class) {
      return sparse ? Map.of() : Map.of(text(), of(of[1]));
    }
    throw new IllegalArgumentException("No sample for " + type);
  }

  private @Nullable Object known(Class<?> type) {
    if (type == String.class) {
      return text();
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt();
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong();
    }
    if (type == double.class || type == Double.class) {
      return random.nextDouble();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Instant.class) {
      return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
    }
    if (type == Duration.class) {
      return Duration.ofMillis(random.nextInt(1_000_000));
    }
    if (type == byte[].class) {
      return text().getBytes(StandardCharsets.UTF_8);
    }
    return type == Object.class ? free(2) : identifier(type);
  }

  private @Nullable Object identifier(Class<?> type) {
    if (type == DeviceId.class) {
      return new DeviceId(text());
    }
    if (type == RequestId.class) {
      return new RequestId(text());
    }
    if (type == UserId.class) {
      return new UserId(text());
    }
    if (type == DriverKey.class) {
      return new DriverKey("KEY_" + random.nextInt(1000));
    }
    if (type == InstanceId.class) {
      return new InstanceId("instance:" + random.nextInt(1000));
    }
    return type == Fields.class ? fields(3) : null;
  }

  private Fields fields(int depth) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    int count = sparse ? 0 : 3;
    for (int i = 0; i < count; i++) {
      values.put(text(), free(depth));
    }
    return new Fields(values);
  }

  private @Nullable Object free(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> text();
      case 1 -> random.nextInt();
      case 2 -> random.nextLong() | (1L << 40);
      case 3 -> random.nextInt(1000) + 0.5;
      case 4 -> random.nextBoolean();
      case 5 -> "\u0000 \u2028 \uD83D\uDCA1";
      case 6 -> fields(depth - 1).values();
      default -> {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(null);
        list.add(free(depth - 1));
        yield list;
      }
    };
  }

  private String text() {
    return "täxt-" + Integer.toHexString(random.nextInt());
  }
}
