package io.busbar.contracts.value;

import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values inside free-form objects: how they are found and when they are the same. */
public final class Readings {
  private Readings() {}

  /**
   * The value under a key or, when there is no such key, along a dotted path; null when there is
   * none.
   */
  public static @Nullable Object at(Fields fields, String path) {
    if (fields.has(path)) {
      return fields.get(path);
    }
    @Nullable Object value = fields.values();
    for (String part : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return value;
  }

  /** 40 and 40.0 are one reading: who counts in floats makes no difference of it. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return sameNumber(a, b);
    }
    return Objects.equals(one, other);
  }

  private static boolean sameNumber(Number a, Number b) {
    if (isWhole(a) && isWhole(b)) {
      return new BigInteger(a.toString()).equals(new BigInteger(b.toString()));
    }
    return a.doubleValue() == b.doubleValue();
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer || number instanceof Long || number instanceof BigInteger;
  }
}
