package io.busbar.verticles.identity;

import io.busbar.contracts.identity.IdentityContract.SessionUser;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account.
 *
 * @param passwordHash in PHC form; never shown
 */
record Person(
    UserId id,
    String username,
    String name,
    @Nullable String email,
    Role role,
    String passwordHash,
    Instant createdAt) {

  /** What tells user names apart: their case does not. */
  static String key(String username) {
    return username.strip().toLowerCase(Locale.ROOT);
  }

  String key() {
    return key(username);
  }

  boolean isAdministrator() {
    return role == Role.ADMIN;
  }

  Person withPasswordHash(String newHash) {
    return new Person(id, username, name, email, role, newHash, createdAt);
  }

  Person withRole(Role newRole) {
    return new Person(id, username, name, email, newRole, passwordHash, createdAt);
  }

  Principal principal(Tokens.Claims claims) {
    return new Principal(
        id, username, name, email, role, role.scopes(), claims.tokenId(), claims.expiresAt());
  }

  User asUser() {
    return new User(id, username, name, email, role, createdAt);
  }

  SessionUser asSessionUser() {
    return new SessionUser(id, username, name, role);
  }

  @Override
  public String toString() {
    return "Person[id=%s, username=%s, role=%s]".formatted(id, username, role);
  }
}
