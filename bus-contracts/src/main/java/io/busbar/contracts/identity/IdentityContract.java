package io.busbar.contracts.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.Internal;
import io.busbar.contracts.bus.RequestAddress;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People, roles, passwords and tokens (spec 2.1, 3, decision 50). */
public final class IdentityContract {
  private static final Duration HASHING = Duration.ofSeconds(10);

  /**
   * Exchanges a password for a token. Fails: INVALID a field is missing · UNAUTHENTICATED wrong
   * user name or password (the same words for both) · OVERLOADED RATE_LIMITED too many failures
   * from this address.
   */
  public static final RequestAddress<LogIn, Session> LOGIN =
      RequestAddress.of("hub.identity.login", LogIn.class, Session.class).within(HASHING);

  /** Ends the caller's token for good. Succeeds when that is stored durably. */
  public static final RequestAddress<LogOut, LoggedOut> LOGOUT =
      RequestAddress.of("hub.identity.logout", LogOut.class, LoggedOut.class);

  /** Says who the caller is. */
  public static final RequestAddress<ReadMe, Me> ME =
      RequestAddress.of("hub.identity.me", ReadMe.class, Me.class);

  /** Says whether the first administrator is still to be made. */
  public static final RequestAddress<Nothing, SetupState> READ_SETUP =
      RequestAddress.of("hub.identity.read-setup", Nothing.class, SetupState.class);

  /**
   * Makes the first administrator with the one-time code of the hub's first start, and logs in.
   * Fails: CONFLICT SETUP_DONE an administrator exists · FORBIDDEN wrong code · INVALID user name
   * or password do not satisfy the rules · OVERLOADED RATE_LIMITED too many wrong codes.
   */
  public static final RequestAddress<SetUp, Session> SETUP =
      RequestAddress.of("hub.identity.setup", SetUp.class, Session.class).within(HASHING);

  /** Lists people. Fails: FORBIDDEN the caller is no administrator. */
  public static final RequestAddress<ListUsers, Users> LIST_USERS =
      RequestAddress.of("hub.identity.list-users", ListUsers.class, Users.class);

  /** Reads who somebody is now, role included. Fails: NOT_FOUND · UNAVAILABLE. */
  @Internal("what acts in a person's name asks at each use whether that person still may")
  public static final RequestAddress<ReadUser, User> READ_USER =
      RequestAddress.of("hub.identity.read-user", ReadUser.class, User.class);

  /** Adds a person. Fails: FORBIDDEN · CONFLICT USERNAME_TAKEN · INVALID. */
  public static final RequestAddress<CreateUser, User> CREATE_USER =
      RequestAddress.of("hub.identity.create-user", CreateUser.class, User.class).within(HASHING);

  /**
   * Removes a person and ends all their tokens. Fails: FORBIDDEN · NOT_FOUND · CONFLICT LAST_ADMIN.
   */
  public static final RequestAddress<RemoveUser, UserRemoved> REMOVE_USER =
      RequestAddress.of("hub.identity.remove-user", RemoveUser.class, UserRemoved.class);

  /**
   * Gives a person another role; doors ask again who the holders of their tokens are. Succeeds when
   * stored durably, with the person; the role they have already changes nothing. Fails: FORBIDDEN ·
   * NOT_FOUND · CONFLICT LAST_ADMIN.
   */
  public static final RequestAddress<ChangeRole, User> CHANGE_ROLE =
      RequestAddress.of("hub.identity.change-role", ChangeRole.class, User.class);

  /**
   * Verifies a token. Succeeds with the principal, and with a fresh token when this one is more
   * than a day old (sliding refresh). Fails: UNAUTHENTICATED forged, expired or revoked.
   */
  @Internal("every door asks it once per token and remembers the answer")
  public static final RequestAddress<Authenticate, Authenticated> AUTHENTICATE =
      RequestAddress.of("hub.identity.authenticate", Authenticate.class, Authenticated.class);

  /** Makes a token for a person by user name: {@code busbar token}. Fails: NOT_FOUND. */
  @Internal("the command line asks it over the loopback management port")
  public static final RequestAddress<IssueToken, Session> ISSUE_TOKEN =
      RequestAddress.of("hub.identity.issue-token", IssueToken.class, Session.class);

  /** Tokens ended before their time: doors forget them. */
  public static final EventAddress<TokensRevoked> TOKENS_REVOKED =
      new EventAddress<>("hub.identity.tokens-revoked", TokensRevoked.class);

  /** Somebody logged in, tried to, or logged out. Passwords and tokens are not told. */
  public static final EventAddress<PersonSeen> PERSON_SEEN =
      new EventAddress<>("hub.identity.person-seen", PersonSeen.class);

  /** An account was added, given another role, or removed. */
  public static final EventAddress<UserChanged> USER_CHANGED =
      new EventAddress<>("hub.identity.user-changed", UserChanged.class);

  private IdentityContract() {}

  /** Passwords never appear in text forms of these records. */
  public record LogIn(String username, String password, String clientAddress) {
    @Override
    public String toString() {
      return "LogIn[username=%s, password=[hidden]]".formatted(username);
    }
  }

  /**
   * @param expiresIn seconds
   */
  public record Session(
      String accessToken,
      String token,
      String tokenType,
      long expiresIn,
      String scope,
      SessionUser user) {
    @Override
    public String toString() {
      return "Session[user=%s, accessToken=[hidden]]".formatted(user);
    }
  }

  public record SessionUser(UserId id, String username, String name, Role role) {}

  public record LogOut(Principal by) {}

  public record LoggedOut(boolean loggedOut) {}

  public record ReadMe(Principal by) {}

  public record Me(
      UserId id,
      String username,
      String name,
      @Nullable String email,
      Role role,
      Set<String> scopes,
      Instant expiresAt) {}

  public record SetupState(boolean required) {}

  public record SetUp(String code, String username, String password, String clientAddress) {
    @Override
    public String toString() {
      return "SetUp[username=%s, code=[hidden], password=[hidden]]".formatted(username);
    }
  }

  public record ListUsers(Principal by) {}

  public record ReadUser(UserId id) {}

  public record Users(@JsonValue List<User> users) {}

  public record User(
      UserId id,
      String username,
      String name,
      @Nullable String email,
      Role role,
      Instant createdAt) {}

  public record CreateUser(
      Principal by,
      String username,
      String password,
      @Nullable String name,
      @Nullable String email,
      Role role) {
    @Override
    public String toString() {
      return "CreateUser[username=%s, password=[hidden], role=%s]".formatted(username, role);
    }
  }

  public record RemoveUser(Principal by, UserId id) {}

  public record ChangeRole(Principal by, UserId id, Role role) {}

  public record UserRemoved(UserId id, boolean removed) {}

  public record Authenticate(String token) {
    @Override
    public String toString() {
      return "Authenticate[token=[hidden]]";
    }
  }

  /**
   * @param refreshed a fresh token to hand to the client; null when the present one is young
   */
  public record Authenticated(Principal principal, @Nullable String refreshed) {
    @Override
    public String toString() {
      return "Authenticated[principal=%s]".formatted(principal);
    }
  }

  public record IssueToken(String username) {}

  /**
   * @param tokenIds these; empty together with a user: all of that user's
   */
  public record TokensRevoked(Set<String> tokenIds, @Nullable UserId user) {
    /** All tokens of a person. */
    public static TokensRevoked allOf(UserId user) {
      return new TokensRevoked(Set.of(), user);
    }
  }

  /**
   * @param username null when the name that was given is nobody's: people mistype passwords there
   * @param clientAddress null when it is not known
   */
  public record PersonSeen(
      Sight sight, @Nullable String username, @Nullable String clientAddress, Instant at) {}

  /** What somebody was seen doing. */
  public enum Sight {
    LOGGED_IN,
    REFUSED,
    LOGGED_OUT
  }

  /**
   * @param role the one they have, or had until they were removed
   * @param by the user name of the administrator; null when the hub itself did it
   */
  public record UserChanged(
      UserChange change, UserId id, String username, Role role, @Nullable String by, Instant at) {}

  /** What happened to an account. */
  public enum UserChange {
    ADDED,
    ROLE_CHANGED,
    REMOVED
  }
}
