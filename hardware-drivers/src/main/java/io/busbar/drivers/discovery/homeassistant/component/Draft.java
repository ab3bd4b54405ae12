package io.busbar.drivers.discovery.homeassistant.component;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message, or a command nobody confirms, says of a component: fields of spec 9.2, {@code
 * value} of a sensor, and {@code extras.} before what has no name there.
 */
public final class Draft {
  /** The value of something that is read only. */
  public static final String VALUE = "value";

  /** Something that just happened, gone at once. */
  public static final String EVENT = "event";

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> then = new LinkedHashMap<>();
  private @Nullable Duration after;

  void put(String field, @Nullable Object value) {
    fields.put(field, value);
  }

  /** What is so after some time, when nothing else is heard. */
  void after(Duration time, String field, @Nullable Object value) {
    after = time;
    then.put(field, value);
  }

  /** What was said. */
  public Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** When {@link #then} is so; null when never. */
  public @Nullable Duration after() {
    return after;
  }

  /** What is so after some time. */
  public Map<String, @Nullable Object> then() {
    return Collections.unmodifiableMap(then);
  }
}
