package io.busbar.verticles.broker;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.bus.HubBus;
import io.busbar.verticles.secrets.PasswordHashing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Wires {@link BrokerContract}. Deploy it before the MQTT door opens. */
public final class BrokerVerticle extends VerticleBase {
  private static final int HASHING_THREADS = 1;
  private static final int MOST_HASHES_OPEN = 256;

  private final HubBus bus;
  private final BrokerStore store;
  private final BrokerSettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final PasswordHashing.Cost cost;
  private final Consumer<String> announce;
  private @Nullable WorkerExecutor workers;

  /**
   * @param random must be a {@link java.security.SecureRandom}, except in tests
   * @param announce told the password of a user that was generated, to show it to the owner
   */
  public BrokerVerticle(
      HubBus bus,
      BrokerStore store,
      BrokerSettings settings,
      InstantSource clock,
      RandomGenerator random,
      PasswordHashing.Cost cost,
      Consumer<String> announce) {
    this.bus = bus;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.cost = cost;
    this.announce = announce;
  }

  @Override
  public Future<?> start() {
    WorkerExecutor hashing = vertx.createSharedWorkerExecutor("busbar-mqtt", HASHING_THREADS);
    workers = hashing;
    PasswordHashing passwords = new PasswordHashing(hashing, random, cost, MOST_HASHES_OPEN);
    BrokerService broker = new BrokerService(store, settings, passwords, clock, random, announce);
    return broker.start().compose(started -> serve(broker));
  }

  @Override
  public Future<?> stop() {
    return workers == null ? Future.succeededFuture() : workers.close();
  }

  private Future<?> serve(BrokerService broker) {
    return Future.all(
        bus.serve(BrokerContract.AUTHENTICATE, broker::authenticate),
        bus.serve(BrokerContract.READ_SESSIONS, broker::readSessions),
        bus.serve(BrokerContract.READ_QUEUE, broker::readQueue),
        bus.serve(BrokerContract.READ_RETAINED, broker::readRetained),
        bus.serve(BrokerContract.APPLY, broker::apply),
        Future.all(
            bus.serve(BrokerContract.FIND_SESSION, broker::findSession),
            bus.serve(BrokerContract.READ_ORPHANS, broker::readOrphans),
            bus.serve(BrokerContract.BEGIN_SESSION, broker::beginSession),
            bus.serve(BrokerContract.CLAIM, broker::claim)));
  }
}
