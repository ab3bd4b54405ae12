package io.busbar.verticles.identity;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.IssueToken;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.LoggedOut;
import io.busbar.contracts.identity.IdentityContract.Me;
import io.busbar.contracts.identity.IdentityContract.PersonSeen;
import io.busbar.contracts.identity.IdentityContract.ReadMe;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.Sight;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.value.Principal;
import io.busbar.verticles.identity.Tokens.Claims;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out, and what a token is worth. */
final class IdentityService {
  private static final Logger log = LoggerFactory.getLogger(IdentityService.class);
  private static final int LONGEST_INPUT = 1024;

  private final IdentityStore store;
  private final Directory directory;
  private final Sessions sessions;
  private final PasswordHashing passwords;
  private final LoginThrottle throttle;
  private final HubBus bus;
  private final InstantSource clock;
  private volatile boolean stale;

  IdentityService(
      IdentityStore store,
      Directory directory,
      Sessions sessions,
      PasswordHashing passwords,
      LoginThrottle throttle,
      HubBus bus,
      InstantSource clock) {
    this.store = store;
    this.directory = directory;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.bus = bus;
    this.clock = clock;
  }

  /** Remembers people and ended tokens. Fails UNAVAILABLE when the store cannot be read. */
  Future<Void> start() {
    return read();
  }

  /** Reads people and ended tokens again; keeps what is remembered when the store is away. */
  Future<Void> refresh() {
    return read()
        .compose(read -> store.forgetExpiredTokens(clock.instant()))
        .onComplete(this::noteFreshness)
        .otherwiseEmpty();
  }

  Future<Session> login(LogIn login) {
    requireFilled("username", login.username());
    requireFilled("password", login.password());
    LoginThrottle.Attempt attempt =
        throttle.admit(
            List.of("from " + login.clientAddress(), "as " + Person.key(login.username())));
    return store
        .findByUsername(login.username())
        .compose(
            found ->
                verify(found, login.password())
                    .onComplete(done -> tell(found, login.clientAddress(), done)))
        .onComplete(done -> settle(attempt, done))
        .map(sessions::open);
  }

  Future<LoggedOut> logout(LogOut logout) {
    Principal by = logout.by();
    if (directory.isFull()) {
      return Future.failedFuture(
          HubFailure.overloaded(
              "Too many tokens were ended lately.", "Discard the token; it expires by itself."));
    }
    return store
        .endToken(by.tokenId(), by.expiresAt())
        .map(
            stored -> {
              directory.end(by.tokenId(), by.expiresAt());
              bus.publish(
                  IdentityContract.TOKENS_REVOKED, new TokensRevoked(Set.of(by.tokenId()), null));
              see(Sight.LOGGED_OUT, by.username(), null);
              return new LoggedOut(true);
            });
  }

  Future<Me> me(ReadMe question) {
    Principal by = question.by();
    return Future.succeededFuture(
        new Me(
            by.id(), by.username(), by.name(), by.email(), by.role(), by.scopes(), by.expiresAt()));
  }

  Future<Authenticated> authenticate(Authenticate question) {
    return sessions
        .read(question.token())
        .compose(
            claims ->
                holder(claims)
                    .map(
                        person ->
                            new Authenticated(
                                person.principal(claims), sessions.renewal(person, claims))));
  }

  Future<Session> issueToken(IssueToken question) {
    return store
        .findByUsername(question.username())
        .map(found -> found.orElseThrow(() -> unknownName(question.username())))
        .map(sessions::open);
  }

  /** Forgets what another node ended. */
  void onRevoked(TokensRevoked revoked) {
    Instant now = clock.instant();
    for (String tokenId : revoked.tokenIds()) {
      directory.end(tokenId, now.plus(Tokens.LIFETIME));
    }
    if (revoked.user() != null && revoked.tokenIds().isEmpty()) {
      directory.forget(revoked.user(), now);
    }
  }

  private Future<Void> read() {
    Instant now = clock.instant();
    return Future.all(store.people(), store.endedTokens(now))
        .map(
            both -> {
              directory.refresh(both.resultAt(0), both.resultAt(1), now);
              return null;
            });
  }

  private void noteFreshness(AsyncResult<Void> done) {
    if (done.failed() && !stale) {
      log.warn("People cannot be read ({}); known tokens stay valid", done.cause().getMessage());
    }
    if (done.succeeded() && stale) {
      log.info("People can be read again");
    }
    stale = done.failed();
  }

  private Future<Person> verify(Optional<Person> found, String password) {
    String hash = found.map(Person::passwordHash).orElseGet(passwords::decoy);
    return passwords
        .matches(password, hash)
        .map(
            right -> {
              Person person = right ? found.orElse(null) : null;
              if (person == null) {
                throw HubFailure.unauthenticated(
                    "Wrong user name or password.", "Check both; the password knows case.");
              }
              renewHash(person, password);
              return person;
            });
  }

  private void renewHash(Person person, String password) {
    if (!passwords.isOutdated(person.passwordHash())) {
      return;
    }
    passwords
        .hash(password)
        .compose(hash -> store.changePasswordHash(person.id(), hash))
        .onFailure(
            cause ->
                log.warn("The password hash of {} stays old: {}", person.id(), cause.getMessage()));
  }

  private void tell(Optional<Person> found, String clientAddress, AsyncResult<Person> done) {
    if (done.succeeded()) {
      see(Sight.LOGGED_IN, done.result().username(), clientAddress);
    } else if (isRefusal(done.cause())) {
      see(Sight.REFUSED, found.map(Person::username).orElse(null), clientAddress);
    }
  }

  private void see(Sight sight, @Nullable String username, @Nullable String clientAddress) {
    bus.publish(
        IdentityContract.PERSON_SEEN,
        new PersonSeen(sight, username, clientAddress, clock.instant()));
  }

  private static boolean isRefusal(@Nullable Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.UNAUTHENTICATED;
  }

  private static void settle(LoginThrottle.Attempt attempt, AsyncResult<Person> done) {
    if (done.succeeded()) {
      attempt.succeeded();
      return;
    }
    if (isRefusal(done.cause())) {
      attempt.failed();
      return;
    }
    attempt.abandoned();
  }

  private Future<Person> holder(Claims claims) {
    if (directory.hasEnded(claims)) {
      return Future.failedFuture(Tokens.refused("The token was ended."));
    }
    return directory
        .find(claims.user())
        .map(Future::succeededFuture)
        .orElseGet(() -> store.find(claims.user()).map(this::requireAccount));
  }

  private Person requireAccount(Optional<Person> found) {
    Person person = found.orElseThrow(() -> Tokens.refused("The account is gone."));
    directory.remember(person);
    return person;
  }

  private static void requireFilled(String field, @Nullable String value) {
    if (value == null || value.isBlank() || value.length() > LONGEST_INPUT) {
      throw HubFailure.invalid(
          "The %s is missing or too long.".formatted(field),
          "Send username and password, at most 1,024 characters each.");
    }
  }

  private static HubFailure unknownName(String username) {
    return HubFailure.of(FailureCode.NOT_FOUND, "No user named '%s'.".formatted(username))
        .hint("List the users to see their names.");
  }
}
