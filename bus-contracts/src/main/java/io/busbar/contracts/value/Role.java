package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** What a person is to the house (spec decision 50); only some roles hold the OS API scope. */
public enum Role {
  @JsonProperty("admin")
  ADMIN,
  @JsonProperty("installer")
  INSTALLER,
  @JsonProperty("user")
  USER,
  @JsonProperty("remote")
  REMOTE;

  /** The scopes a token of this role carries. */
  public Set<String> scopes() {
    return switch (this) {
      case ADMIN, INSTALLER -> Set.of(Principal.OS_API_ADMIN);
      case USER, REMOTE -> Set.of();
    };
  }
}
