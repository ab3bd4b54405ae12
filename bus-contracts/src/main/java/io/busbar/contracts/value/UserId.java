package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The hub's id of a person. Opaque: 1 to 256 characters, none of them a control character. */
public record UserId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UserId {
    Ids.requireOpaque("user id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
