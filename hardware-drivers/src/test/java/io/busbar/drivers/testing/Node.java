package io.busbar.drivers.testing;

import static org.awaitility.Awaitility.await;

import io.busbar.contracts.Contracts;
import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.TraceContext;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Vert.x with a bus, listening to the status of all drivers. */
public final class Node implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  static {
    TraceContext.install();
  }

  public final Vertx vertx = Vertx.vertx();
  public final HubBus bus = HubBus.open(vertx, Contracts.messages(), BusObserver.NONE);
  public final List<DriverStatusChanged> statuses = new CopyOnWriteArrayList<>();

  private Node() {}

  public static Node start() {
    Node node = new Node();
    node.finish(node.bus.listen(DriversContract.STATUS, node.statuses::add));
    return node;
  }

  /** The result of something asynchronous, or its failure. */
  public <T> T done(Future<T> future) {
    await().atMost(DEADLINE).until(future::isComplete);
    if (future.failed()) {
      throw future.cause() instanceof RuntimeException e
          ? e
          : new IllegalStateException(future.cause());
    }
    return future.result();
  }

  /** Waits for the end of something asynchronous, and throws its failure. */
  public void finish(Future<?> future) {
    Object ignored = done(future.map(result -> true));
  }

  /** The words of the statuses of one instance so far, in order. */
  public List<Status> phases(String instanceId) {
    return statuses.stream()
        .filter(change -> change.driver().instanceId().value().equals(instanceId))
        .map(DriverStatusChanged::status)
        .toList();
  }

  @Override
  public void close() {
    finish(vertx.close());
  }
}
