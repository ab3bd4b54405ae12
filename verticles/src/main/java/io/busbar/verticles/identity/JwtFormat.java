package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.identity.Tokens.Claims;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Instant;
import java.util.Locale;

/**
 * Tokens as JWT signed with HS256, which is the only algorithm accepted. The JWT library speaks
 * {@code JsonObject}; it is not seen outside of this class.
 */
final class JwtFormat {
  private static final String ALGORITHM = "HS256";
  private static final int LONGEST = 4096;

  private final JWTAuth jwt;

  private JwtFormat(JWTAuth jwt) {
    this.jwt = jwt;
  }

  /**
   * @param key at least 32 bytes
   */
  static JwtFormat signedWith(Vertx vertx, byte[] key) {
    PubSecKeyOptions secret =
        new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(key));
    // The hub's own clock decides what has expired, not the library's.
    JWTOptions rules = new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true);
    return new JwtFormat(
        JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(secret).setJWTOptions(rules)));
  }

  String write(Claims claims) {
    JsonObject payload =
        new JsonObject()
            .put("sub", claims.user().value())
            .put("username", claims.username())
            .put("role", claims.role().name().toLowerCase(Locale.ROOT))
            .put("scope", claims.scope())
            .put("iat", claims.issuedAt().getEpochSecond())
            .put("exp", claims.expiresAt().getEpochSecond())
            .put("jti", claims.tokenId());
    return jwt.generateToken(
        payload, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
  }

  /** Succeeds with the claims of a token of this hub; fails UNAUTHENTICATED for any other text. */
  Future<Claims> read(String token) {
    if (token.isBlank() || token.length() > LONGEST) {
      return Future.failedFuture(forged());
    }
    // Inside of compose, because the library throws at claims of unexpected types.
    return Future.succeededFuture(new TokenCredentials(token))
        .compose(jwt::authenticate)
        .map(JwtFormat::claims)
        .recover(cause -> Future.failedFuture(forged()));
  }

  private static Claims claims(User user) {
    JsonObject payload = user.attributes().getJsonObject("accessToken");
    return new Claims(
        new UserId(payload.getString("sub")),
        payload.getString("username"),
        Role.valueOf(payload.getString("role").toUpperCase(Locale.ROOT)),
        payload.getString("jti"),
        Instant.ofEpochSecond(payload.getLong("iat")),
        Instant.ofEpochSecond(payload.getLong("exp")));
  }

  private static HubFailure forged() {
    return Tokens.refused("This is no token of this hub.");
  }
}
