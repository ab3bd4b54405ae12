package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.CreateUser;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.RemoveUser;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.User;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.testing.TestDatabase;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identity as a hub runs it: PostgreSQL, the system clock, passwords at their full cost. */
class IdentityVerticleIT {
  private static final String PASSWORD = "correct horse";

  private final TestHub hub = TestHub.open();
  private final Database database = TestDatabase.open(hub.vertx());

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void remembersPeopleAndEndedTokensAcrossARestart() {
    String first = deploy();
    Principal ada = principal(login("ada"));
    CreateUser wish = new CreateUser(ada, "bob", PASSWORD, "Bob", null, Role.USER);
    User bob = success(hub.bus().request(IdentityContract.CREATE_USER, wish));
    String ended = success(login("bob")).token();
    String kept = success(login("BOB")).token();
    done(
        hub.bus()
            .request(
                IdentityContract.LOGOUT, new LogOut(success(authenticate(ended)).principal())));
    done(hub.vertx().undeploy(first));
    String second = deploy();

    assertThat(second).isNotEqualTo(first);
    assertThat(failure(authenticate(ended)).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(success(authenticate(kept)).principal().name()).isEqualTo("Bob");
    done(hub.bus().request(IdentityContract.REMOVE_USER, new RemoveUser(ada, bob.id())));
    assertThat(failure(authenticate(kept)).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  private String deploy() {
    IdentitySettings settings =
        new IdentitySettings("a key of at least thirty-two bytes", "ada", PASSWORD);
    return hub.deploy(
        new IdentityVerticle(
            hub.bus(), database, settings, InstantSource.system(), new SecureRandom(), line -> {}));
  }

  private Future<Session> login(String username) {
    return hub.bus().request(IdentityContract.LOGIN, new LogIn(username, PASSWORD, "192.0.2.1"));
  }

  private Principal principal(Future<Session> session) {
    return success(authenticate(success(session).token())).principal();
  }

  private Future<Authenticated> authenticate(String token) {
    return hub.bus().request(IdentityContract.AUTHENTICATE, new Authenticate(token));
  }
}
