package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** The type of a driver, upper case: {@code [A-Z0-9_]}, 2 to 64 characters (spec 6.3). */
public record DriverKey(@JsonValue String value) {
  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_]{2,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DriverKey {
    Ids.requireMatch(RULE, "driver key", value, "2 to 64 of A-Z, 0-9 and _");
    value = value.toUpperCase(Locale.ROOT);
  }

  public static boolean accepts(String value) {
    return RULE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
