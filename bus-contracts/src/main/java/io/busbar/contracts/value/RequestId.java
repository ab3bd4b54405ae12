package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of one command; never used twice (spec 6.5). Opaque: 1 to 256 characters, none of them a
 * control character.
 */
public record RequestId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestId {
    Ids.requireOpaque("request id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
