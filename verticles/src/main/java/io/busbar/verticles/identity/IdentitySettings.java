package io.busbar.verticles.identity;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What identity needs to know from the configuration. Its text form shows no secret.
 *
 * @param tokenKey signs tokens; at least 32 bytes. All nodes of a cluster share it, and changing it
 *     ends all tokens
 * @param adminUsername the first administrator to make when there is none; null for a setup code
 * @param adminPassword null exactly when the user name is
 */
public record IdentitySettings(
    String tokenKey, @Nullable String adminUsername, @Nullable String adminPassword) {
  private static final int SHORTEST_KEY = 32;

  /**
   * @throws IllegalArgumentException when the key is short, or one half of the administrator is
   *     missing
   */
  public IdentitySettings {
    if (tokenKey.getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "The token key (JWT_SECRET_KEY) needs at least 32 bytes; leave it out to have one made.");
    }
    if ((adminUsername == null) != (adminPassword == null)) {
      throw new IllegalArgumentException(
          "Set both BUSBAR_ADMIN_USERNAME and BUSBAR_ADMIN_PASSWORD, or neither.");
    }
  }

  byte[] keyBytes() {
    return tokenKey.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "IdentitySettings[tokenKey=[hidden], adminUsername=%s, adminPassword=[hidden]]"
        .formatted(adminUsername);
  }
}
