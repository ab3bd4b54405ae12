package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Authenticate;
import io.busbar.contracts.identity.IdentityContract.Authenticated;
import io.busbar.contracts.identity.IdentityContract.CreateUser;
import io.busbar.contracts.identity.IdentityContract.ListUsers;
import io.busbar.contracts.identity.IdentityContract.LogIn;
import io.busbar.contracts.identity.IdentityContract.LogOut;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.SetUp;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.secrets.PasswordHashingTest;
import io.busbar.verticles.testing.CapturedLog;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.Overheard;
import io.busbar.verticles.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No password, hash, key, setup code or token shows where people or logs could see it. */
class IdentitySecrecyTest {
  private static final String KEY = "hidden-key-of-at-least-thirty-two-bytes";
  private static final String PASSWORD = "hidden-password-1";
  private static final String WRONG = "hidden-password-2";

  @Test
  void showsNoSecretInTextsLogsOrAnswers() {
    Overheard overheard = new Overheard();
    List<String> seen = new ArrayList<>();
    List<String> secrets = new ArrayList<>(List.of(KEY, PASSWORD, WRONG, "hidden-code", "$argon2"));
    try (CapturedLog log = CapturedLog.open();
        TestHub hub = TestHub.open(overheard)) {
      InMemoryIdentityStore store = new InMemoryIdentityStore();
      secrets.addAll(live(hub, store, seen));
      secrets.add(success(store.people()).get(0).passwordHash());
      seen.add(success(store.people()).toString());
      seen.addAll(log.lines());
    }
    seen.addAll(overheard.texts());

    assertThat(overheard.texts()).hasSizeGreaterThan(8);
    assertThat(seen)
        .allSatisfy(text -> assertThat(text).doesNotContain(secrets.toArray(String[]::new)));
  }

  /** Does what people do; adds what it is told to {@code seen}; answers the tokens it was given. */
  private static List<String> live(TestHub hub, IdentityStore store, List<String> seen) {
    IdentitySettings settings = new IdentitySettings(KEY, "ada", PASSWORD);
    seen.add(settings.toString());
    String unused =
        hub.deploy(
            new IdentityVerticle(
                hub.bus(),
                store,
                settings,
                new ManualClock(People.NOON),
                new Random(1),
                seen::add,
                PasswordHashingTest.CHEAP));
    Session session = success(hub.bus().request(IdentityContract.LOGIN, logIn(PASSWORD)));
    seen.add(session.toString());
    Authenticated known =
        success(
            hub.bus().request(IdentityContract.AUTHENTICATE, new Authenticate(session.token())));
    seen.add(known.toString());
    Principal ada = known.principal();
    CreateUser bob = new CreateUser(ada, "bob", PASSWORD, null, null, Role.USER);
    seen.add(json(success(hub.bus().request(IdentityContract.CREATE_USER, bob))));
    seen.add(json(success(hub.bus().request(IdentityContract.LIST_USERS, new ListUsers(ada)))));
    fail(hub, ada, seen);
    done(hub.bus().request(IdentityContract.LOGOUT, new LogOut(ada)));
    return List.of(session.token());
  }

  private static void fail(TestHub hub, Principal ada, List<String> seen) {
    CreateUser taken = new CreateUser(ada, "ADA", PASSWORD, null, null, Role.USER);
    SetUp late = new SetUp("hidden-code", "eve", PASSWORD, "192.0.2.1");
    seen.add(text(failure(hub.bus().request(IdentityContract.LOGIN, logIn(WRONG)))));
    seen.add(text(failure(hub.bus().request(IdentityContract.CREATE_USER, taken))));
    seen.add(text(failure(hub.bus().request(IdentityContract.SETUP, late))));
    seen.add(
        text(
            failure(
                hub.bus()
                    .request(IdentityContract.AUTHENTICATE, new Authenticate("hidden-code.x.y")))));
  }

  private static LogIn logIn(String password) {
    return new LogIn("ada", password, "192.0.2.1");
  }

  private static String text(HubFailure failure) {
    return failure + " " + failure.hint() + " " + failure.details();
  }

  private static String json(Object answer) {
    return new String(Json.bytes(answer), StandardCharsets.UTF_8);
  }
}
