package io.busbar.verticles.integrations;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.cluster.ClusterContract;
import io.busbar.contracts.integrations.IntegrationsContract;
import io.busbar.verticles.database.Database;
import io.busbar.verticles.secrets.SecretBox;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires {@link IntegrationsContract}. Instances start as soon as the supervisor of driver processes
 * answers, which may be after this verticle was deployed.
 */
public final class IntegrationsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(IntegrationsVerticle.class);
  private static final long FIRST_RETRY_MILLIS = 250;
  private static final long LONGEST_RETRY_MILLIS = 30_000;

  private final HubBus bus;
  private final boolean alone;
  private final IntegrationsStore store;
  private final SealedProperties secrets;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private long retryTimer = -1;
  private boolean stopped;

  public IntegrationsVerticle(
      HubBus bus,
      Database database,
      SecretBox secrets,
      InstantSource clock,
      RandomGenerator random) {
    this(bus, new PgIntegrationsStore(database), secrets, clock, random, true);
  }

  /**
   * Makes the verticle of one of several nodes: it starts nothing until it hears that processes run
   * here.
   */
  public static IntegrationsVerticle ofSeveral(
      HubBus bus,
      Database database,
      SecretBox secrets,
      InstantSource clock,
      RandomGenerator random) {
    return new IntegrationsVerticle(
        bus, new PgIntegrationsStore(database), secrets, clock, random, false);
  }

  IntegrationsVerticle(
      HubBus bus,
      IntegrationsStore store,
      SecretBox secrets,
      InstantSource clock,
      RandomGenerator random) {
    this(bus, store, secrets, clock, random, true);
  }

  private IntegrationsVerticle(
      HubBus bus,
      IntegrationsStore store,
      SecretBox secrets,
      InstantSource clock,
      RandomGenerator random,
      boolean alone) {
    this.alone = alone;
    this.bus = bus;
    this.store = store;
    this.secrets = new SealedProperties(secrets);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Future<?> start() {
    Catalog catalog = new Catalog(bus, clock);
    InstanceRunner runner = new InstanceRunner(bus, secrets);
    IntegrationsService integrations =
        new IntegrationsService(
            bus, store, catalog, runner, secrets, new InstanceIds(random), clock);
    OperationsService operations = new OperationsService(store, integrations, runner, bus, clock);
    StartUp startUp = new StartUp(store, catalog, runner, clock);
    return Future.all(serve(integrations, operations))
        .onSuccess(served -> subscriptions.addAll(served.list()))
        .compose(served -> bus.listenHere(ClusterContract.DRIVERS_MOVED, moved -> begin(startUp)))
        .onSuccess(
            listening -> {
              subscriptions.add(listening);
              if (alone) {
                begin(startUp);
              }
            });
  }

  /** Starts what is to run wherever processes run, from now on here. */
  private void begin(StartUp startUp) {
    vertx.cancelTimer(retryTimer);
    startInstances(startUp, FIRST_RETRY_MILLIS);
  }

  private List<Future<Subscription>> serve(
      IntegrationsService integrations, OperationsService operations) {
    return List.of(
        bus.serve(IntegrationsContract.LIST, integrations::list),
        bus.serve(IntegrationsContract.LIST_INSTANCES, integrations::listInstances),
        bus.serve(IntegrationsContract.CREATE_INSTANCE, integrations::create),
        bus.serve(IntegrationsContract.UPDATE_INSTANCE, integrations::update),
        bus.serve(IntegrationsContract.REMOVE_INSTANCE, integrations::remove),
        bus.serve(IntegrationsContract.FIND_COMMANDS, integrations::findCommands),
        bus.serve(IntegrationsContract.START_INSTANCE, operations::start),
        bus.serve(IntegrationsContract.STOP_INSTANCE, operations::stop),
        bus.serve(IntegrationsContract.RESTART_INSTANCE, operations::restart),
        bus.serve(IntegrationsContract.TEST_INSTANCE, operations::test),
        bus.serve(IntegrationsContract.READ_LOGS, operations::readLogs));
  }

  private void startInstances(StartUp startUp, long retryAfterMillis) {
    startUp.run().onFailure(cause -> retry(startUp, retryAfterMillis, cause));
  }

  private void retry(StartUp startUp, long afterMillis, Throwable cause) {
    if (stopped) {
      return;
    }
    if (afterMillis >= LONGEST_RETRY_MILLIS) {
      log.warn("No instance could be started yet: {}", cause.getMessage());
    }
    long next = Math.min(LONGEST_RETRY_MILLIS, afterMillis * 2);
    retryTimer = vertx.setTimer(afterMillis, id -> startInstances(startUp, next));
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    vertx.cancelTimer(retryTimer);
    return Future.join(subscriptions.stream().map(Subscription::end).toList());
  }
}
