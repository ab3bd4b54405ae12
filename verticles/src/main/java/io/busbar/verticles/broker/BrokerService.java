package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract.Access;
import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.BeginSession;
import io.busbar.contracts.broker.BrokerContract.Begun;
import io.busbar.contracts.broker.BrokerContract.Changes;
import io.busbar.contracts.broker.BrokerContract.Claim;
import io.busbar.contracts.broker.BrokerContract.Claimed;
import io.busbar.contracts.broker.BrokerContract.FindSession;
import io.busbar.contracts.broker.BrokerContract.Found;
import io.busbar.contracts.broker.BrokerContract.LogIn;
import io.busbar.contracts.broker.BrokerContract.Orphans;
import io.busbar.contracts.broker.BrokerContract.Queue;
import io.busbar.contracts.broker.BrokerContract.ReadOrphans;
import io.busbar.contracts.broker.BrokerContract.ReadQueue;
import io.busbar.contracts.broker.BrokerContract.ReadRetained;
import io.busbar.contracts.broker.BrokerContract.ReadSessions;
import io.busbar.contracts.broker.BrokerContract.Retained;
import io.busbar.contracts.broker.BrokerContract.Sessions;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Knows the users of the broker, and keeps for it what must outlive a restart. */
final class BrokerService {
  private static final String GENERATED_USER = "busbar";
  private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final int GENERATED_LENGTH = 20;

  private final BrokerStore store;
  private final BrokerSettings settings;
  private final PasswordHashing passwords;
  private final KnownPasswords known;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<String> announce;
  private final Map<String, String> hashes = new HashMap<>();
  private final Map<String, Future<Boolean>> checks = new HashMap<>();

  BrokerService(
      BrokerStore store,
      BrokerSettings settings,
      PasswordHashing passwords,
      InstantSource clock,
      RandomGenerator random,
      Consumer<String> announce) {
    this.store = store;
    this.settings = settings;
    this.passwords = passwords;
    this.known = new KnownPasswords(random);
    this.clock = clock;
    this.random = random;
    this.announce = announce;
  }

  /**
   * Takes the users that were configured, or one with a password that is told once. What stands in
   * the configuration is remembered under a key, not hashed slowly and stored: who reads the
   * configuration has it anyway. Fails UNAVAILABLE when the store is down.
   */
  Future<Void> start() {
    settings.guests().forEach(known::keep);
    settings.users().forEach(known::keep);
    return store.users().compose(this::takeUsers);
  }

  private Future<Void> takeUsers(Map<String, String> stored) {
    hashes.putAll(stored);
    Set<String> configured = settings.users().keySet();
    if (configured.isEmpty()) {
      return hashes.isEmpty() ? generateUser() : Future.succeededFuture();
    }
    return hashes.keySet().removeAll(configured)
        ? store.removeUsers(configured)
        : Future.succeededFuture();
  }

  Future<Access> authenticate(LogIn login) {
    String name = login.username();
    if (known.isRight(name, login.password())) {
      return Future.succeededFuture(access(name));
    }
    return checkOnce(login).map(right -> requireRight(right, login));
  }

  /** Devices that come together with the same login, as after a restart, wait for one check. */
  private Future<Boolean> checkOnce(LogIn login) {
    String mark = known.mark(login.username(), login.password());
    Future<Boolean> begun = checks.get(mark);
    if (begun != null) {
      return begun;
    }
    Future<Boolean> check = check(login);
    checks.put(mark, check);
    return check.onComplete(done -> checks.remove(mark));
  }

  private Future<Boolean> check(LogIn login) {
    String hash = hashes.get(login.username());
    return passwords
        .matches(login.password(), hash == null ? passwords.decoy() : hash)
        .map(right -> right && hash != null);
  }

  private Access requireRight(boolean right, LogIn login) {
    if (!right) {
      throw HubFailure.unauthenticated(
          "Wrong user name or password.", "BUSBAR_MQTT_USERS sets them.");
    }
    known.learn(login.username(), login.password());
    return access(login.username());
  }

  private Access access(String name) {
    return new Access(name, settings.rightsOf(name));
  }

  Future<Sessions> readSessions(ReadSessions page) {
    return store.sessions(page);
  }

  Future<Queue> readQueue(ReadQueue page) {
    return store.queue(page);
  }

  Future<Retained> readRetained(ReadRetained page) {
    return store.retained(page);
  }

  Future<Applied> apply(Changes changes) {
    return store.apply(changes);
  }

  Future<Found> findSession(FindSession question) {
    return store.find(question);
  }

  Future<Orphans> readOrphans(ReadOrphans page) {
    return store.orphans(page);
  }

  Future<Begun> beginSession(BeginSession session) {
    return store.begin(session);
  }

  Future<Claimed> claim(Claim claim) {
    return store.claim(claim);
  }

  private Future<Void> generateUser() {
    String password = newPassword();
    return passwords
        .hash(password)
        .compose(
            hash -> {
              hashes.put(GENERATED_USER, hash);
              return store.saveUser(GENERATED_USER, hash, clock.instant());
            })
        .onSuccess(
            made ->
                announce.accept(
                    "MQTT clients connect as user '%s' with password %s (shown this once)"
                        .formatted(GENERATED_USER, password)));
  }

  private String newPassword() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GENERATED_LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
