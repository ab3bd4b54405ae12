package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.ChangeRole;
import io.busbar.contracts.identity.IdentityContract.CreateUser;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.PersonSeen;
import io.busbar.contracts.identity.IdentityContract.RemoveUser;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.Sight;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.secrets.PasswordHashingTest;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityEventsTest {
  private static final String PASSWORD = "correct horse";
  private static final IdentitySettings SETTINGS =
      new IdentitySettings("a key of at least thirty-two bytes", "Ada", PASSWORD);

  private final TestHub hub = TestHub.open();
  private final List<PersonSeen> seen = new CopyOnWriteArrayList<>();
  private final List<UserChanged> changed = new CopyOnWriteArrayList<>();

  @BeforeEach
  void deploy() {
    done(hub.bus().listen(IdentityContract.PERSON_SEEN, seen::add));
    done(hub.bus().listen(IdentityContract.USER_CHANGED, changed::add));
    assertThat(
            hub.deploy(
                new IdentityVerticle(
                    hub.bus(),
                    new InMemoryIdentityStore(),
                    SETTINGS,
                    new ManualClock(People.NOON),
                    new Random(11),
                    line -> {},
                    PasswordHashingTest.CHEAP)))
        .isNotBlank();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void tellsWhoCameAndWent() {
    Principal ada = principal(success(login("ada", PASSWORD)));
    done(hub.bus().request(IdentityContract.LOGOUT, new LogOut(ada)));

    await().until(() -> seen.size() == 2);
    assertThat(seen)
        .containsExactly(
            new PersonSeen(Sight.LOGGED_IN, "Ada", "192.0.2.1", People.NOON),
            new PersonSeen(Sight.LOGGED_OUT, "Ada", null, People.NOON));
  }

  @Test
  void tellsWhoWasRefusedButNotAWordThatIsNoName() {
    assertThat(failure(login("ADA", "wrong horse")).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(login("my-password-in-the-wrong-field", "x")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);

    await().until(() -> seen.size() == 2);
    assertThat(seen).extracting(PersonSeen::sight).containsOnly(Sight.REFUSED);
    assertThat(seen.get(0).username()).isEqualTo("Ada");
    assertThat(seen.get(1).username()).isNull();
    assertThat(seen.toString()).doesNotContain("horse").doesNotContain("my-password");
  }

  @Test
  void tellsAccountsThatCameAndWent() {
    Principal ada = principal(success(login("ada", PASSWORD)));
    User bob =
        success(
            hub.bus()
                .request(
                    IdentityContract.CREATE_USER,
                    new CreateUser(ada, "bob", "battery staple", null, null, Role.ADMIN)));
    done(hub.bus().request(IdentityContract.REMOVE_USER, new RemoveUser(ada, bob.id())));

    await().until(() -> changed.size() == 3);
    assertThat(changed).extracting(UserChanged::username).containsExactly("Ada", "bob", "bob");
    assertThat(changed.get(0).by()).isNull();
    assertThat(changed.get(1).by()).isEqualTo("Ada");
    assertThat(changed)
        .extracting(UserChanged::change)
        .containsExactly(UserChange.ADDED, UserChange.ADDED, UserChange.REMOVED);
  }

  @Test
  void tellsWhoWasGivenAnotherRoleAndHoldsToIt() {
    Principal ada = principal(success(login("ada", PASSWORD)));
    User bob =
        success(
            hub.bus()
                .request(
                    IdentityContract.CREATE_USER,
                    new CreateUser(ada, "bob", "battery staple", null, null, Role.ADMIN)));
    Session session = success(login("bob", "battery staple"));
    assertThat(principal(session).role()).isEqualTo(Role.ADMIN);

    assertThat(success(changeRole(ada, bob, Role.USER)).role()).isEqualTo(Role.USER);
    done(changeRole(ada, bob, Role.USER));
    Principal demoted = principal(session);
    assertThat(demoted.role()).isEqualTo(Role.USER);
    assertThat(demoted.scopes()).isEmpty();
    assertThat(failure(changeRole(demoted, bob, Role.ADMIN)).code())
        .isEqualTo(FailureCode.FORBIDDEN);

    await().until(() -> changed.size() == 3);
    assertThat(changed.get(2))
        .isEqualTo(
            new UserChanged(
                UserChange.ROLE_CHANGED, bob.id(), "bob", Role.USER, "Ada", People.NOON));
  }

  @Test
  void learnsOfRolesThatAnotherNodeGave() {
    Session session = success(login("ada", PASSWORD));
    Principal ada = principal(session);
    hub.bus()
        .publish(
            IdentityContract.USER_CHANGED,
            new UserChanged(
                UserChange.ROLE_CHANGED,
                ada.id(),
                "Ada",
                Role.INSTALLER,
                "elsewhere",
                People.NOON));

    await().until(() -> principal(session).role() == Role.INSTALLER);
  }

  private Future<User> changeRole(Principal by, User person, Role role) {
    return hub.bus().request(IdentityContract.CHANGE_ROLE, new ChangeRole(by, person.id(), role));
  }

  private Future<Session> login(String username, String password) {
    return hub.bus().request(IdentityContract.LOGIN, new LogIn(username, password, "192.0.2.1"));
  }

  private Principal principal(Session session) {
    return success(
            hub.bus().request(IdentityContract.AUTHENTICATE, new Authenticate(session.token())))
        .principal();
  }
}
