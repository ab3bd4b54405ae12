package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When tokens begin, end and are renewed (spec 3). */
final class Tokens {
  static final Duration LIFETIME = Duration.ofDays(30);
  static final Duration RENEWED_AFTER = Duration.ofDays(1);
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private Tokens() {}

  /** The claims of a new token; times are whole seconds, as JWT counts them. */
  static Claims issue(Person person, String tokenId, Instant now) {
    Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    return new Claims(
        person.id(), person.username(), person.role(), tokenId, issuedAt, issuedAt.plus(LIFETIME));
  }

  static boolean isDueForRenewal(Claims claims, Instant now) {
    return now.isAfter(claims.issuedAt().plus(RENEWED_AFTER));
  }

  /**
   * @throws HubFailure UNAUTHENTICATED when the token has ended, or claims to come from the future
   */
  static Claims requireCurrent(Claims claims, Instant now) {
    if (!now.isBefore(claims.expiresAt())) {
      throw refused("The token has expired.");
    }
    if (claims.issuedAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw refused("The token is not valid yet.");
    }
    return claims;
  }

  static HubFailure refused(String message) {
    return HubFailure.unauthenticated(message, "Log in again.");
  }

  /**
   * What a token says.
   *
   * @param tokenId its {@code jti}
   */
  record Claims(
      UserId user,
      String username,
      Role role,
      String tokenId,
      Instant issuedAt,
      Instant expiresAt) {

    /** The scopes as one claim: separated by spaces. */
    String scope() {
      return String.join(" ", role.scopes());
    }
  }
}
