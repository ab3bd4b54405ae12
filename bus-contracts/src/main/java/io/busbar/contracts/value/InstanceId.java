package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** One running copy of a driver: {@code [a-zA-Z0-9:_-]}, 1 to 128 characters (spec 6.3). */
public record InstanceId(@JsonValue String value) {
  private static final Pattern RULE = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InstanceId {
    Ids.requireMatch(RULE, "instance id", value, "1 to 128 of a-z, A-Z, 0-9, colon, _ and -");
  }

  public static boolean accepts(String value) {
    return RULE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
