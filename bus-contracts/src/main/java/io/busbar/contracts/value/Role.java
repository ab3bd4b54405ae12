package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** What a person is to the house (spec decision 50); only some roles hold the OS API scope. */
public enum Role {
  @JsonProperty("admin")
  ADMIN(Set.of(Principal.OS_API_ADMIN)),
  @JsonProperty("installer")
  INSTALLER(Set.of(Principal.OS_API_ADMIN)),
  @JsonProperty("user")
  USER(Set.of()),
  @JsonProperty("remote")
  REMOTE(Set.of());

  private final Set<String> scopes;

  Role(Set<String> scopes) {
    this.scopes = scopes;
  }

  public Set<String> scopes() {
    return scopes;
  }
}
