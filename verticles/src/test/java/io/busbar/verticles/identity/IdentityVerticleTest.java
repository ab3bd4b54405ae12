package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.ChangeRole;
import io.busbar.contracts.identity.IdentityContract.CreateUser;
import io.busbar.contracts.identity.IdentityContract.IssueToken;
import io.busbar.contracts.identity.IdentityContract.ListUsers;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.ReadMe;
import io.busbar.contracts.identity.IdentityContract.ReadUser;
import io.busbar.contracts.identity.IdentityContract.RemoveUser;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.TokensRevoked;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.UserId;
import io.busbar.verticles.secrets.PasswordHashing.Cost;
import io.busbar.verticles.secrets.PasswordHashingTest;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityVerticleTest {
  private static final String PASSWORD = "correct horse";
  private static final IdentitySettings SETTINGS =
      new IdentitySettings("a key of at least thirty-two bytes", "Ada", PASSWORD);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(People.NOON);
  private final InMemoryIdentityStore store = new InMemoryIdentityStore();

  @BeforeEach
  void deploy() {
    deployWith(SETTINGS, PasswordHashingTest.CHEAP);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void makesTheConfiguredAdministratorAndLogsThemIn() {
    Session session = success(login("ADA", PASSWORD));

    assertThat(session.accessToken()).isEqualTo(session.token());
    assertThat(session.tokenType()).isEqualTo("Bearer");
    assertThat(session.expiresIn()).isEqualTo(30 * 24 * 3600);
    assertThat(session.scope()).isEqualTo("os_api_admin");
    assertThat(session.user().username()).isEqualTo("Ada");
    assertThat(session.user().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void saysTheSameToAWrongPasswordAndAnUnknownName() {
    HubFailure wrong = failure(login("ada", "wrong horse"));
    HubFailure unknown = failure(login("nobody", "wrong horse"));

    assertThat(wrong.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(unknown.message()).isEqualTo(wrong.message());
    assertThat(unknown.hint()).isEqualTo(wrong.hint());
  }

  @Test
  void refusesEmptyAndEndlessInput() {
    assertThat(failure(login(" ", PASSWORD)).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(login("ada", "")).code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure(login("ada", "x".repeat(2000))).code()).isEqualTo(FailureCode.INVALID);
  }

  @Test
  void slowsDownGuessingByAddressAndByName() {
    for (int i = 0; i < 5; i++) {
      assertThat(failure(loginFrom("203.0.113." + i, "ada", "guess")).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    HubFailure limited = failure(loginFrom("203.0.113.9", "ADA", PASSWORD));
    assertThat(limited.code()).isEqualTo(FailureCode.OVERLOADED);
    assertThat(limited.reason()).isEqualTo("RATE_LIMITED");

    clock.pass(Duration.ofSeconds(1));
    done(loginFrom("203.0.113.9", "ada", PASSWORD));
  }

  @Test
  void verifiesATokenWithPresentNameAndRole() {
    Principal principal = principal(success(login("ada", PASSWORD)).token());

    assertThat(principal.username()).isEqualTo("Ada");
    assertThat(principal.has(Principal.OS_API_ADMIN)).isTrue();
    assertThat(principal.expiresAt()).isEqualTo(People.NOON.plus(Tokens.LIFETIME));
    assertThat(success(hub.bus().request(IdentityContract.ME, new ReadMe(principal))).scopes())
        .containsExactly(Principal.OS_API_ADMIN);
  }

  @Test
  void renewsATokenOfMoreThanADay() {
    String token = success(login("ada", PASSWORD)).token();
    clock.pass(Duration.ofDays(1));
    assertThat(success(authenticate(token)).refreshed()).isNull();

    clock.pass(Duration.ofSeconds(1));
    String fresh = String.valueOf(success(authenticate(token)).refreshed());
    clock.pass(Duration.ofDays(29));

    assertThat(failure(authenticate(token)).message()).isEqualTo("The token has expired.");
    assertThat(principal(fresh).username()).isEqualTo("Ada");
  }

  @Test
  void endsATokenForGoodAndTellsTheDoors() {
    List<TokensRevoked> told = new CopyOnWriteArrayList<>();
    done(hub.bus().listen(IdentityContract.TOKENS_REVOKED, told::add));
    String token = success(login("ada", PASSWORD)).token();
    Principal principal = principal(token);
    done(hub.bus().request(IdentityContract.LOGOUT, new LogOut(principal)));

    assertThat(failure(authenticate(token)).message()).isEqualTo("The token was ended.");
    assertThat(success(store.endedTokens(clock.instant()))).containsKey(principal.tokenId());
    await()
        .untilAsserted(
            () ->
                assertThat(told)
                    .containsExactly(new TokensRevoked(Set.of(principal.tokenId()), null)));
  }

  @Test
  void remembersEndedTokensAcrossARestart() {
    String token = success(login("ada", PASSWORD)).token();
    done(hub.bus().request(IdentityContract.LOGOUT, new LogOut(principal(token))));
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
    deployWith(SETTINGS, PasswordHashingTest.CHEAP);

    assertThat(failure(authenticate(token)).message()).isEqualTo("The token was ended.");
  }

  @Test
  void forgetsWhatAnotherNodeEnded() {
    String token = success(login("ada", PASSWORD)).token();
    hub.bus()
        .publish(
            IdentityContract.TOKENS_REVOKED,
            new TokensRevoked(Set.of(principal(token).tokenId()), null));

    await()
        .untilAsserted(
            () ->
                assertThat(failure(authenticate(token)).code())
                    .isEqualTo(FailureCode.UNAUTHENTICATED));
  }

  @Test
  void verifiesKnownTokensWhileTheDatabaseIsAway() {
    String token = success(login("ada", PASSWORD)).token();
    store.goAway();

    assertThat(principal(token).username()).isEqualTo("Ada");
    assertThat(failure(login("ada", PASSWORD)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure(hub.bus().request(IdentityContract.LOGOUT, new LogOut(principal(token)))))
        .extracting(HubFailure::code)
        .isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(principal(token).username()).isEqualTo("Ada");
  }

  @Test
  void doesNotCountAnAbsentDatabaseAsAWrongPassword() {
    store.goAway();
    for (int i = 0; i < 10; i++) {
      assertThat(failure(login("ada", PASSWORD)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    }
    store.comeBack();

    done(login("ada", PASSWORD));
  }

  @Test
  void letsAdministratorsAddListAndRemovePeople() {
    Principal ada = principal(success(login("ada", PASSWORD)).token());
    clock.pass(Duration.ofSeconds(1));
    User bob = success(create(ada, "bob", Role.USER));
    String bobsToken = success(login("bob", "bob's long password")).token();
    assertThat(success(hub.bus().request(IdentityContract.LIST_USERS, new ListUsers(ada))).users())
        .extracting(User::username)
        .containsExactly("Ada", "bob");
    assertThat(principal(bobsToken).scopes()).isEmpty();

    done(remove(ada, bob.id()));
    assertThat(failure(authenticate(bobsToken)).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(login("bob", "bob's long password")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void saysWhoSomebodyIsNow() {
    Principal ada = principal(success(login("ada", PASSWORD)).token());
    User bob = success(create(ada, "bob", Role.INSTALLER));
    assertThat(success(read(bob.id()))).isEqualTo(bob);

    done(hub.bus().request(IdentityContract.CHANGE_ROLE, new ChangeRole(ada, bob.id(), Role.USER)));
    assertThat(success(read(bob.id())).role()).isEqualTo(Role.USER);
    done(remove(ada, bob.id()));
    assertThat(failure(read(bob.id())).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void keepsPeopleFromThoseWhoAreNoAdministrators() {
    Principal ada = principal(success(login("ada", PASSWORD)).token());
    done(create(ada, "ivo", Role.INSTALLER));
    Principal ivo = principal(success(login("ivo", "ivo's long password")).token());

    assertThat(ivo.has(Principal.OS_API_ADMIN)).isTrue();
    assertThat(failure(create(ivo, "eve", Role.ADMIN)).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(remove(ivo, ada.id())).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(hub.bus().request(IdentityContract.LIST_USERS, new ListUsers(ivo))).code())
        .isEqualTo(FailureCode.FORBIDDEN);
  }

  @Test
  void keepsTheLastAdministrator() {
    Principal ada = principal(success(login("ada", PASSWORD)).token());

    assertThat(failure(remove(ada, ada.id())).reason()).isEqualTo(IdentityStore.LAST_ADMIN);
    assertThat(failure(remove(ada, new UserId("nobody"))).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(principal(success(login("ada", PASSWORD)).token())).isNotNull();
  }

  @Test
  void namesEveryFaultOfAnAccount() {
    Principal ada = principal(success(login("ada", PASSWORD)).token());
    HubFailure refused =
        failure(
            hub.bus()
                .request(
                    IdentityContract.CREATE_USER,
                    new CreateUser(ada, "b b", "short", null, "nowhere", Role.USER)));

    assertThat(refused.code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.details()).hasSize(3);
    assertThat(failure(create(ada, "ADA", Role.USER)).reason())
        .isEqualTo(IdentityStore.USERNAME_TAKEN);
  }

  @Test
  void issuesATokenByName() {
    Session issued =
        success(hub.bus().request(IdentityContract.ISSUE_TOKEN, new IssueToken("ada")));

    assertThat(principal(issued.token()).username()).isEqualTo("Ada");
    assertThat(
            failure(hub.bus().request(IdentityContract.ISSUE_TOKEN, new IssueToken("eve"))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void hashesAgainWhenTheCostHasChanged() {
    String before = hashOfAda();
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
    deployWith(SETTINGS, new Cost(128, 1));
    done(login("ada", PASSWORD));

    await().untilAsserted(() -> assertThat(hashOfAda()).isNotEqualTo(before).contains("m=128"));
    done(login("ada", PASSWORD));
  }

  private void deployWith(IdentitySettings settings, Cost cost) {
    String unused =
        hub.deploy(
            new IdentityVerticle(
                hub.bus(), store, settings, clock, new Random(11), line -> {}, cost));
  }

  private String hashOfAda() {
    return success(store.findByUsername("ada")).map(Person::passwordHash).orElse("");
  }

  private Future<User> read(UserId id) {
    return hub.bus().request(IdentityContract.READ_USER, new ReadUser(id));
  }

  private Future<Session> login(String username, String password) {
    return loginFrom("192.0.2.1", username, password);
  }

  private Future<Session> loginFrom(String address, String username, String password) {
    return hub.bus().request(IdentityContract.LOGIN, new LogIn(username, password, address));
  }

  private Future<Authenticated> authenticate(String token) {
    return hub.bus().request(IdentityContract.AUTHENTICATE, new Authenticate(token));
  }

  private Principal principal(String token) {
    return success(authenticate(token)).principal();
  }

  private Future<User> create(Principal by, String username, Role role) {
    return hub.bus()
        .request(
            IdentityContract.CREATE_USER,
            new CreateUser(by, username, username + "'s long password", null, null, role));
  }

  private Future<IdentityContract.UserRemoved> remove(Principal by, UserId id) {
    return hub.bus().request(IdentityContract.REMOVE_USER, new RemoveUser(by, id));
  }
}
