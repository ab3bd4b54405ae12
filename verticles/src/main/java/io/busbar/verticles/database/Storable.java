package io.busbar.verticles.database;

import io.vertx.sqlclient.Tuple;
import java.util.List;

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
      if (arguments.getValue(i) instanceof String text && text.indexOf(NULL) >= 0) {
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
      Object value = arguments.getValue(i);
      copy.addValue(value instanceof String text ? text.replace(NULL, REPLACEMENT) : value);
    }
    return copy;
  }
}
