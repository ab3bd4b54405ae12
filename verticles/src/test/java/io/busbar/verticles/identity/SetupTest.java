package io.busbar.verticles.identity;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.SetUp;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.secrets.PasswordHashingTest;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetupTest {
  private static final Pattern CODE = Pattern.compile("(\\w{5}-){3}\\w{5}");
  private static final IdentitySettings WITHOUT_ADMINISTRATOR =
      new IdentitySettings("a key of at least thirty-two bytes", null, null);

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(People.NOON);
  private final InMemoryIdentityStore store = new InMemoryIdentityStore();
  private final List<String> announced = new CopyOnWriteArrayList<>();

  @BeforeEach
  void deploy() {
    String unused = hub.deploy(verticle(WITHOUT_ADMINISTRATOR, 5));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void makesTheFirstAdministratorWithTheAnnouncedCode() {
    assertThat(isRequired()).isTrue();
    Session session = success(setup(code(), "ada", "correct horse"));

    assertThat(session.user().role()).isEqualTo(Role.ADMIN);
    assertThat(isRequired()).isFalse();
    assertThat(failure(setup(code(), "eve", "correct horse")).reason())
        .isEqualTo(IdentityStore.SETUP_DONE);
  }

  @Test
  void refusesAWrongCodeAndSlowsDownGuessing() {
    for (int i = 0; i < 5; i++) {
      assertThat(failure(setup("WRONG-WRONG-WRONG-WRONG", "ada", "correct horse")).code())
          .isEqualTo(FailureCode.FORBIDDEN);
    }
    assertThat(failure(setup(code(), "ada", "correct horse")).reason()).isEqualTo("RATE_LIMITED");

    clock.pass(Duration.ofSeconds(1));
    done(setup(code(), "ada", "correct horse"));
  }

  @Test
  void leavesTheCodeGoodWhenThePasswordIsRefused() {
    assertThat(failure(setup(code(), "ada", "short")).code()).isEqualTo(FailureCode.INVALID);

    done(setup(code(), "ada", "correct horse"));
  }

  @Test
  void printsANewCodeAtEachStartUntilAnAdministratorExists() {
    String first = code();
    restart(WITHOUT_ADMINISTRATOR, 6);
    assertThat(announced).hasSize(2);
    assertThat(code()).isNotEqualTo(first);
    assertThat(failure(setup(first, "ada", "correct horse")).code())
        .isEqualTo(FailureCode.FORBIDDEN);

    done(setup(code(), "ada", "correct horse"));
    restart(WITHOUT_ADMINISTRATOR, 7);
    assertThat(announced).hasSize(2);
    assertThat(isRequired()).isFalse();
  }

  @Test
  void leavesAnExistingAdministratorAlone() {
    done(setup(code(), "ada", "correct horse"));
    restart(
        new IdentitySettings(
            "a key of at least thirty-two bytes", "other", "another long password"),
        8);

    assertThat(success(store.people())).extracting(Person::username).containsExactly("ada");
  }

  @Test
  void doesNotStartWithAnAdministratorAgainstTheRules() {
    IdentitySettings weak =
        new IdentitySettings("a key of at least thirty-two bytes", "ada", "short");

    assertThat(failure(hub.vertx().deployVerticle(verticle(weak, 9))).details())
        .containsExactly("password: use at least 10 characters");
  }

  private void restart(IdentitySettings settings, int seed) {
    hub.vertx().deploymentIDs().forEach(id -> done(hub.vertx().undeploy(id)));
    String unused = hub.deploy(verticle(settings, seed));
  }

  private IdentityVerticle verticle(IdentitySettings settings, int seed) {
    return new IdentityVerticle(
        hub.bus(),
        store,
        settings,
        clock,
        new Random(seed),
        announced::add,
        PasswordHashingTest.CHEAP);
  }

  private String code() {
    Matcher matcher = CODE.matcher(announced.get(announced.size() - 1));
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private boolean isRequired() {
    return success(hub.bus().request(IdentityContract.READ_SETUP, Nothing.NOTHING)).required();
  }

  private Future<Session> setup(String code, String username, String password) {
    return hub.bus()
        .request(IdentityContract.SETUP, new SetUp(code, username, password, "192.0.2.1"));
  }
}
