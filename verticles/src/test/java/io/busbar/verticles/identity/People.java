package io.busbar.verticles.identity;

import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Instant;

/** People that tests speak of. */
final class People {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private People() {}

  static Person person(String username, Role role) {
    return new Person(
        new UserId("id-" + username),
        username,
        username + " Example",
        username + "@example.org",
        role,
        "$hash-of-" + username,
        NOON);
  }
}
