package io.busbar.bridge.auth;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Principal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns tokens into principals (spec 3). It asks the identity service once per token, remembers the
 * answer for at most five minutes, and forgets it when the token is revoked. Safe for use by all
 * event loops of a node.
 */
public final class TokenGate {
  /** The header that hands out a fresh token. */
  public static final String FRESH_TOKEN = "X-Access-Token";

  private static final int REMEMBERED = 4096;
  private static final Duration COOKIE_AGE = Duration.ofDays(30);

  private final HubBus bus;
  private final PrincipalCache cache;
  private List<Subscription> subscriptions = List.of();

  public TokenGate(HubBus bus, Clock clock) {
    this.bus = bus;
    this.cache = new PrincipalCache(clock, REMEMBERED);
  }

  /** Listens to revocations and changes of role. Succeeds when the cluster knows. */
  public Future<Void> start() {
    Future<Subscription> ended = bus.listen(IdentityContract.TOKENS_REVOKED, cache::forget);
    Future<Subscription> changed = bus.listen(IdentityContract.USER_CHANGED, this::userChanged);
    return Future.all(ended, changed)
        .map(both -> subscriptions = List.of(ended.result(), changed.result()))
        .mapEmpty();
  }

  /** Ends what {@link #start} began. */
  public Future<Void> stop() {
    return Future.all(subscriptions.stream().map(Subscription::end).toList()).mapEmpty();
  }

  /**
   * Says who sent a request, by bearer header or the cookie {@code connect.sid}. When the token is
   * old, a fresh one goes out in {@code X-Access-Token} and, for cookies, in a renewed cookie.
   * Fails: UNAUTHENTICATED no token, or one that is forged, expired or revoked · FORBIDDEN the
   * token lacks the scope of the OS API, or a cookie came from another origin with a request that
   * changes something · UNAVAILABLE, TIMED_OUT, OVERLOADED the identity service.
   */
  public Future<Principal> authenticate(HttpServerRequest request) {
    return authenticate(request, false);
  }

  /** As {@link #authenticate}, and takes the query parameter {@code accessToken} too: streams. */
  public Future<Principal> authenticateStream(HttpServerRequest request) {
    return authenticate(request, true);
  }

  /**
   * Says whose token this is. Fails: UNAUTHENTICATED · FORBIDDEN without the scope of the OS API ·
   * UNAVAILABLE, TIMED_OUT, OVERLOADED the identity service.
   */
  public Future<Principal> verify(String token) {
    if (!Credential.isPlausible(token)) {
      return Future.failedFuture(unknown());
    }
    Principal known = cache.find(token);
    return known == null
        ? ask(token).compose(answer -> admit(answer.principal()))
        : Future.succeededFuture(known);
  }

  private Future<Principal> authenticate(HttpServerRequest request, boolean queryAllowed) {
    Credential credential = Credential.of(request, queryAllowed);
    if (credential == null) {
      return Future.failedFuture(
          HubFailure.unauthenticated(
              "This needs an access token.",
              "Log in and send the token as 'Authorization: Bearer <token>'."));
    }
    if (credential.carrier() == Credential.Carrier.COOKIE && !SameOrigin.allows(request)) {
      return Future.failedFuture(SameOrigin.refusal());
    }
    Principal known = cache.find(credential.token());
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (!credential.isPlausible()) {
      return Future.failedFuture(unknown());
    }
    return ask(credential.token())
        .compose(
            answer -> {
              handOut(request, credential, answer.refreshed());
              return admit(answer.principal());
            });
  }

  private Future<Authenticated> ask(String token) {
    long before = cache.revocations();
    return bus.request(IdentityContract.AUTHENTICATE, new Authenticate(token))
        .onSuccess(
            answer -> {
              if (answer.principal().has(Principal.OS_API_ADMIN)) {
                cache.remember(token, answer.principal(), before);
              }
            });
  }

  private static Future<Principal> admit(Principal principal) {
    return principal.has(Principal.OS_API_ADMIN)
        ? Future.succeededFuture(principal)
        : Future.failedFuture(
            HubFailure.forbidden(
                    "This token does not reach the OS API.",
                    "Ask an administrator for a role with the scope %s."
                        .formatted(Principal.OS_API_ADMIN))
                .reason("SCOPE_MISSING"));
  }

  private static void handOut(
      HttpServerRequest request, Credential credential, @Nullable String fresh) {
    if (fresh == null) {
      return;
    }
    request.response().putHeader(FRESH_TOKEN, fresh);
    if (credential.carrier() == Credential.Carrier.COOKIE) {
      request
          .response()
          .headers()
          .add("Set-Cookie", SessionCookie.keeping(fresh, COOKIE_AGE, request.isSSL()));
    }
  }

  private static HubFailure unknown() {
    return HubFailure.unauthenticated("This access token is not valid.", "Log in again.");
  }

  /** What is remembered of a person tells the role they had. */
  private void userChanged(UserChanged event) {
    if (event.change() == UserChange.ROLE_CHANGED) {
      cache.forget(TokensRevoked.allOf(event.id()));
    }
  }
}
