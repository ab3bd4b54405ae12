package io.busbar.contracts.value;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a person behind a verified token.
 *
 * @param tokenId the token's {@code jti}
 * @param expiresAt when the token ends
 */
public record Principal(
    UserId id,
    String username,
    String name,
    @Nullable String email,
    Role role,
    Set<String> scopes,
    String tokenId,
    Instant expiresAt) {

  /** The scope of the OS API (spec 2.0.1). */
  public static final String OS_API_ADMIN = "os_api_admin";

  public Principal {
    scopes = Set.copyOf(scopes);
  }

  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
