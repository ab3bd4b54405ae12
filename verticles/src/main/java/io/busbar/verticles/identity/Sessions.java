package io.busbar.verticles.identity;

import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.verticles.identity.Tokens.Claims;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes tokens and reads them back. */
final class Sessions {
  private static final String BEARER = "Bearer";

  private final JwtFormat format;
  private final RandomIds ids;
  private final InstantSource clock;

  Sessions(JwtFormat format, RandomIds ids, InstantSource clock) {
    this.format = format;
    this.ids = ids;
    this.clock = clock;
  }

  Session open(Person person) {
    Claims claims = Tokens.issue(person, ids.next(), clock.instant());
    String token = format.write(claims);
    return new Session(
        token, token, BEARER, Tokens.LIFETIME.toSeconds(), claims.scope(), person.asSessionUser());
  }

  /** Succeeds with the claims of a token that is ours and in time; fails UNAUTHENTICATED. */
  Future<Claims> read(String token) {
    return format.read(token).map(claims -> Tokens.requireCurrent(claims, clock.instant()));
  }

  /** A fresh token for a person whose present one is more than a day old; null for a young one. */
  @Nullable String renewal(Person person, Claims present) {
    return Tokens.isDueForRenewal(present, clock.instant()) ? open(person).accessToken() : null;
  }
}
