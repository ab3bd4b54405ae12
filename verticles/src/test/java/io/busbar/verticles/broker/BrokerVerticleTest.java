package io.busbar.verticles.broker;

import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Access;
import io.busbar.contracts.broker.BrokerContract.LogIn;
import io.busbar.contracts.broker.BrokerContract.Right;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.verticles.secrets.PasswordHashingTest;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerVerticleTest {
  private static final Pattern GENERATED = Pattern.compile("user '(\\w+)' with password (\\w+) ");

  private static final int DEVICES = 200;

  private final TestHub hub = TestHub.open();
  private final BrokerStore store = new InMemoryBrokerStore();
  private final List<String> announced = new ArrayList<>();

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void makesTheUsersOfItsSettings() {
    deploy(Map.of("remote", "open sesame", "panel", "another one"), Map.of());

    assertThat(success(logIn("remote", "open sesame")).username()).isEqualTo("remote");
    assertThat(success(logIn("remote", "open sesame")).rights())
        .contains(new Right("#", true, true));
    assertThat(failure(logIn("remote", "Open sesame")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(logIn("remote", "another one")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(logIn("nobody", "open sesame")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(announced).isEmpty();
    assertThat(success(store.users())).isEmpty();
  }

  @Test
  void guestsComeInAndAreNotStored() {
    deploy(Map.of("remote", "open sesame"), Map.of("guest", List.of(new Right("a/#", true, true))));

    assertThat(success(logIn("guest", "let-me-in-today")).rights())
        .containsExactly(new Right("a/#", true, true));
    assertThat(failure(logIn("guest", "let-me-in")).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(success(store.users())).isEmpty();
  }

  @Test
  void generatesOneUserAndTellsItOnce() {
    deploy(Map.of(), Map.of());
    assertThat(announced).hasSize(1);
    Matcher told = GENERATED.matcher(announced.get(0));
    assertThat(told.find()).isTrue();
    assertThat(success(logIn(told.group(1), told.group(2))).username()).isEqualTo("busbar");
    assertThat(success(store.users()).get("busbar")).startsWith("$argon2id$");

    try (TestHub second = TestHub.open()) {
      String unused = second.deploy(verticle(second, Map.of(), Map.of()));
      assertThat(announced).hasSize(1);
      assertThat(
              success(
                      second
                          .bus()
                          .request(
                              BrokerContract.AUTHENTICATE, new LogIn(told.group(1), told.group(2))))
                  .username())
          .isEqualTo("busbar");
    }
  }

  @Test
  void takesANewPasswordOfTheSettings() {
    deploy(Map.of("remote", "open sesame"), Map.of());
    try (TestHub second = TestHub.open()) {
      String unused = second.deploy(verticle(second, Map.of("remote", "changed now"), Map.of()));
      LogIn old = new LogIn("remote", "open sesame");
      assertThat(failure(second.bus().request(BrokerContract.AUTHENTICATE, old)).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
      LogIn fresh = new LogIn("remote", "changed now");
      assertThat(success(second.bus().request(BrokerContract.AUTHENTICATE, fresh)).username())
          .isEqualTo("remote");
    }
  }

  @Test
  void theSettingsReplaceWhatIsStored() {
    deploy(Map.of(), Map.of());
    Matcher told = GENERATED.matcher(announced.get(0));
    assertThat(told.find()).isTrue();
    LogIn old = new LogIn(told.group(1), told.group(2));
    try (TestHub second = TestHub.open()) {
      String unused = second.deploy(verticle(second, Map.of("remote", "open sesame"), Map.of()));
      assertThat(success(second.bus().request(BrokerContract.AUTHENTICATE, old)).username())
          .isEqualTo("busbar");
    }
    try (TestHub third = TestHub.open()) {
      String unused = third.deploy(verticle(third, Map.of("busbar", "changed now"), Map.of()));
      assertThat(failure(third.bus().request(BrokerContract.AUTHENTICATE, old)).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    assertThat(success(store.users())).isEmpty();
  }

  @Test
  void aUserOfTheSettingsGoesWithThem() {
    deploy(Map.of("remote", "open sesame"), Map.of());
    try (TestHub second = TestHub.open()) {
      String unused = second.deploy(verticle(second, Map.of("other", "another one"), Map.of()));
      LogIn old = new LogIn("remote", "open sesame");
      assertThat(failure(second.bus().request(BrokerContract.AUTHENTICATE, old)).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
  }

  @Test
  void saysWhatAUserMay() {
    Right right = new Right("Haptique/#", true, true);
    deploy(Map.of("remote", "open sesame"), Map.of("remote", List.of(right)));

    assertThat(success(logIn("remote", "open sesame")).rights()).containsExactly(right);
  }

  @Test
  void letsAHouseFullOfDevicesInAtOnce() {
    deploy(Map.of(), Map.of());
    Matcher told = GENERATED.matcher(announced.get(0));
    assertThat(told.find()).isTrue();
    try (TestHub second = TestHub.open()) {
      String unused = second.deploy(verticle(second, Map.of("other", "another one"), Map.of()));
      for (LogIn login :
          List.of(new LogIn(told.group(1), told.group(2)), new LogIn("other", "another one"))) {
        List<Future<Access>> all = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
          all.add(second.bus().request(BrokerContract.AUTHENTICATE, login));
        }
        assertThat(all)
            .allSatisfy(each -> assertThat(success(each).username()).isEqualTo(login.username()));
      }
    }
  }

  private Future<Access> logIn(String name, String password) {
    return hub.bus().request(BrokerContract.AUTHENTICATE, new LogIn(name, password));
  }

  private void deploy(Map<String, String> users, Map<String, List<Right>> rights) {
    String unused = hub.deploy(verticle(hub, users, rights));
  }

  private BrokerVerticle verticle(
      TestHub on, Map<String, String> users, Map<String, List<Right>> rights) {
    return new BrokerVerticle(
        on.bus(),
        store,
        new BrokerSettings(users, rights, Map.of("guest", "let-me-in-today")),
        Clock.systemUTC(),
        new Random(3),
        PasswordHashingTest.CHEAP,
        line -> announced.add(line));
  }
}
