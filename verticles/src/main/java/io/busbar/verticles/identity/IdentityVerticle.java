package io.busbar.verticles.identity;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.identity.IdentityContract;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Wires {@link IdentityContract}. Deploy one instance a node, before any door opens. */
public final class IdentityVerticle extends VerticleBase {
  private static final Duration REFRESHED_EVERY = Duration.ofMinutes(1);
  private static final int HASHING_THREADS = 2;
  private static final int MOST_HASHES_OPEN = 32;

  private final HubBus bus;
  private final IdentityStore store;
  private final IdentitySettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<String> announce;
  private final PasswordHashing.Cost cost;
  private List<Subscription> subscriptions = List.of();
  private @Nullable WorkerExecutor workers;
  private long refreshTimer = -1;

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   * @param announce told the setup code of a hub without an administrator, to show it to its owner
   */
  public IdentityVerticle(
      HubBus bus,
      Database database,
      IdentitySettings settings,
      InstantSource clock,
      RandomGenerator random,
      Consumer<String> announce) {
    this(
        bus,
        new PgIdentityStore(database),
        settings,
        clock,
        random,
        announce,
        PasswordHashing.Cost.DEFAULT);
  }

  IdentityVerticle(
      HubBus bus,
      IdentityStore store,
      IdentitySettings settings,
      InstantSource clock,
      RandomGenerator random,
      Consumer<String> announce,
      PasswordHashing.Cost cost) {
    this.bus = bus;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.announce = announce;
    this.cost = cost;
  }

  @Override
  public Future<?> start() {
    WorkerExecutor hashing = vertx.createSharedWorkerExecutor("busbar-passwords", HASHING_THREADS);
    workers = hashing;
    RandomIds ids = new RandomIds(random);
    PasswordHashing passwords = new PasswordHashing(hashing, random, cost, MOST_HASHES_OPEN);
    Accounts accounts = new Accounts(passwords, ids, clock);
    Sessions sessions = new Sessions(JwtFormat.signedWith(vertx, settings.keyBytes()), ids, clock);
    Directory directory = new Directory();
    LoginThrottle throttle = new LoginThrottle(clock);
    IdentityService identity =
        new IdentityService(store, directory, sessions, passwords, throttle, bus, clock);
    PeopleService people = new PeopleService(store, directory, accounts, bus, clock);
    SetupService setup =
        new SetupService(store, directory, accounts, sessions, throttle, random, bus, announce);
    return identity
        .start()
        .compose(started -> setup.start(settings))
        .compose(started -> Future.all(serve(identity, people, setup)))
        .onSuccess(served -> keep(served.list(), identity));
  }

  private List<Future<Subscription>> serve(
      IdentityService identity, PeopleService people, SetupService setup) {
    return List.of(
        bus.listen(IdentityContract.TOKENS_REVOKED, identity::onRevoked),
        bus.listen(IdentityContract.USER_CHANGED, people::onChanged),
        bus.serve(IdentityContract.LOGIN, identity::login),
        bus.serve(IdentityContract.LOGOUT, identity::logout),
        bus.serve(IdentityContract.ME, identity::me),
        bus.serve(IdentityContract.AUTHENTICATE, identity::authenticate),
        bus.serve(IdentityContract.ISSUE_TOKEN, identity::issueToken),
        bus.serve(IdentityContract.READ_SETUP, setup::read),
        bus.serve(IdentityContract.SETUP, setup::setup),
        bus.serve(IdentityContract.LIST_USERS, people::list),
        bus.serve(IdentityContract.READ_USER, people::read),
        bus.serve(IdentityContract.CREATE_USER, people::create),
        bus.serve(IdentityContract.CHANGE_ROLE, people::changeRole),
        bus.serve(IdentityContract.REMOVE_USER, people::remove));
  }

  private void keep(List<Subscription> served, IdentityService identity) {
    subscriptions = served;
    refreshTimer = vertx.setPeriodic(REFRESHED_EVERY.toMillis(), id -> refresh(identity));
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(refreshTimer);
    return Future.join(subscriptions.stream().map(Subscription::end).toList())
        .compose(ended -> workers == null ? Future.succeededFuture() : workers.close());
  }

  private static void refresh(IdentityService identity) {
    Future<Void> unused = identity.refresh();
  }
}
