package io.busbar.verticles.database;

import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as PostgreSQL takes them. No text of it holds the null character, which strangers put
 * into names and drivers into messages: it is written, and looked for, as U+FFFD.
 */
public final class Storable {
  private static final char NULL = '\0';
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** The same arguments, or a copy whose texts can be stored. */
  public static Tuple of(Tuple arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (hasNull(arguments.getValue(i))) {
        return copied(arguments);
      }
    }
    return arguments;
  }

  /** The same for each. */
  public static List<Tuple> of(List<Tuple> arguments) {
    return arguments.stream().map(Storable::of).toList();
  }

  private static Tuple copied(Tuple arguments) {
    Tuple copy = Tuple.tuple();
    for (int i = 0; i < arguments.size(); i++) {
      copy.addValue(storable(arguments.getValue(i)));
    }
    return copy;
  }

  private static @Nullable Object storable(@Nullable Object value) {
    if (value instanceof String[] column) {
      return Arrays.stream(column).map(Storable::storable).toArray(String[]::new);
    }
    return value instanceof String text ? text.replace(NULL, REPLACEMENT) : value;
  }

  private static boolean hasNull(@Nullable Object value) {
    if (value instanceof String[] column) {
      return Arrays.stream(column).anyMatch(Storable::hasNull);
    }
    return value instanceof String text && text.indexOf(NULL) >= 0;
  }
}
