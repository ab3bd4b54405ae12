package io.busbar.bridge.testing;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.LoggedOut;
import io.busbar.contracts.identity.IdentityContract.Me;
import io.busbar.contracts.identity.IdentityContract.ReadMe;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.SessionUser;
import io.busbar.contracts.identity.IdentityContract.SetupState;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows the tokens it is told and counts how often it is asked. */
public final class SmallIdentity {
  /** A token of an administrator. */
  public static final String ADMIN = "admin-token";

  /** A token of somebody without the OS API's scope. */
  public static final String USER = "user-token";

  /** An administrator's token that is old enough to be renewed. */
  public static final String OLD = "old-token";

  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final AtomicInteger verified = new AtomicInteger();
  private volatile Instant expiry = Instant.parse("2100-01-01T00:00:00Z");

  public SmallIdentity() {
    valid.addAll(List.of(ADMIN, USER, OLD));
  }

  /** Serves everything. */
  public Future<Void> start(HubBus bus) {
    List<Future<Subscription>> served =
        List.of(
            bus.serve(IdentityContract.AUTHENTICATE, this::authenticate),
            bus.serve(IdentityContract.LOGIN, this::login),
            bus.serve(IdentityContract.ME, this::me),
            bus.serve(
                IdentityContract.READ_SETUP, n -> Future.succeededFuture(new SetupState(true))),
            bus.serve(IdentityContract.LOGOUT, question -> logout(bus, question)));
    return Future.all(served).mapEmpty();
  }

  /** How often a token was verified. */
  public int verified() {
    return verified.get();
  }

  /** From now on tokens end then. */
  public void endTokensAt(Instant end) {
    expiry = end;
  }

  private Future<Authenticated> authenticate(Authenticate question) {
    verified.incrementAndGet();
    return valid.contains(question.token())
        ? Future.succeededFuture(answer(question.token()))
        : Future.failedFuture(HubFailure.unauthenticated("Forged or expired.", "Log in again."));
  }

  /** Who stands behind a token. */
  public Principal person(String token) {
    boolean admin = !token.equals(USER);
    return new Principal(
        new UserId(admin ? "usr_1" : "usr_2"),
        "ada",
        "Ada",
        null,
        admin ? Role.ADMIN : Role.USER,
        admin ? Role.ADMIN.scopes() : Set.of(),
        "jti-" + token,
        expiry);
  }

  private Authenticated answer(String token) {
    return new Authenticated(person(token), token.equals(OLD) ? "fresh-token" : null);
  }

  private Future<Session> login(LogIn question) {
    return question.password().equals("secret")
        ? Future.succeededFuture(session(question.username()))
        : Future.failedFuture(HubFailure.unauthenticated("Wrong user name or password.", "Retry."));
  }

  private static Session session(String username) {
    SessionUser user = new SessionUser(new UserId("usr_1"), username, "Ada", Role.ADMIN);
    return new Session(ADMIN, ADMIN, "Bearer", 3600, Principal.OS_API_ADMIN, user);
  }

  private Future<Me> me(ReadMe question) {
    Principal by = question.by();
    return Future.succeededFuture(
        new Me(
            by.id(), by.username(), by.name(), by.email(), by.role(), by.scopes(), by.expiresAt()));
  }

  private Future<LoggedOut> logout(HubBus bus, LogOut question) {
    String tokenId = question.by().tokenId();
    valid.remove(tokenId.substring("jti-".length()));
    bus.publish(
        IdentityContract.TOKENS_REVOKED, new TokensRevoked(Set.of(tokenId), question.by().id()));
    return Future.succeededFuture(new LoggedOut(true));
  }
}
