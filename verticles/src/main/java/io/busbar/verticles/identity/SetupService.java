package io.busbar.verticles.identity;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.contracts.identity.IdentityContract.Session;
import io.busbar.contracts.identity.IdentityContract.SetUp;
import io.busbar.contracts.identity.IdentityContract.SetupState;
import io.busbar.contracts.identity.IdentityContract.UserChange;
import io.busbar.contracts.identity.IdentityContract.UserChanged;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.identity.Accounts.Wish;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a new hub gets its first administrator. */
final class SetupService {
  private final IdentityStore store;
  private final Directory directory;
  private final Accounts accounts;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final RandomGenerator random;
  private final HubBus bus;
  private final Consumer<String> announce;
  private volatile @Nullable SetupCode code;

  SetupService(
      IdentityStore store,
      Directory directory,
      Accounts accounts,
      Sessions sessions,
      LoginThrottle throttle,
      RandomGenerator random,
      HubBus bus,
      Consumer<String> announce) {
    this.store = store;
    this.directory = directory;
    this.accounts = accounts;
    this.sessions = sessions;
    this.throttle = throttle;
    this.random = random;
    this.bus = bus;
    this.announce = announce;
  }

  /**
   * In a house without an administrator, makes the configured one, or announces a setup code that
   * is good until an administrator exists or the hub stops. Fails INVALID when the configured one
   * does not keep the rules.
   */
  Future<Void> start(IdentitySettings settings) {
    if (directory.knowsAdministrator()) {
      return Future.succeededFuture();
    }
    if (settings.adminUsername() == null || settings.adminPassword() == null) {
      announceCode();
      return Future.succeededFuture();
    }
    return accounts
        .make(Wish.administrator(settings.adminUsername(), settings.adminPassword()))
        .compose(this::addFirst)
        .<Void>mapEmpty()
        .recover(SetupService::fineWhenDone);
  }

  Future<SetupState> read(Nothing question) {
    return isDone().map(done -> new SetupState(!done));
  }

  Future<Session> setup(SetUp wish) {
    return isDone()
        .compose(
            done ->
                done
                    ? Future.failedFuture(StoreFailures.setupDone())
                    : makeFirst(wish).map(sessions::open));
  }

  private Future<Person> makeFirst(SetUp wish) {
    LoginThrottle.Attempt attempt = throttle.admit(List.of("setup from " + wish.clientAddress()));
    SetupCode expected = code;
    if (expected == null || !expected.matches(wish.code())) {
      attempt.failed();
      return Future.failedFuture(
          HubFailure.forbidden(
              "Wrong setup code.", "It stands in the hub's log, in the lines of its last start."));
    }
    attempt.succeeded();
    return accounts
        .make(Wish.administrator(wish.username(), wish.password()))
        .compose(this::addFirst);
  }

  private Future<Person> addFirst(Person person) {
    return store
        .addFirstAdministrator(person)
        .map(
            stored -> {
              directory.remember(person);
              code = null;
              tell(person);
              return person;
            });
  }

  private void tell(Person person) {
    bus.publish(
        IdentityContract.USER_CHANGED,
        new UserChanged(
            UserChange.ADDED,
            person.id(),
            person.username(),
            person.role(),
            null,
            person.createdAt()));
  }

  private Future<Boolean> isDone() {
    return directory.knowsAdministrator()
        ? Future.succeededFuture(true)
        : store.people().map(people -> people.stream().anyMatch(Person::isAdministrator));
  }

  private void announceCode() {
    String fresh = SetupCode.generate(random);
    code = SetupCode.of(fresh);
    announce.accept(
        """

        ============================================================
          Welcome! This hub has no administrator yet.
          Open the console and enter this one-time setup code:

              %s

          It is good until an administrator exists. When the hub
          restarts before that, it prints a new one.
        ============================================================"""
            .formatted(fresh));
  }

  private static Future<Void> fineWhenDone(Throwable cause) {
    return cause instanceof HubFailure failure
            && failure.code() == FailureCode.CONFLICT
            && failure.reason().equals(IdentityStore.SETUP_DONE)
        ? Future.succeededFuture()
        : Future.failedFuture(cause);
  }
}
