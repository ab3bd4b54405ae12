package io.busbar.hub.cluster;

import io.busbar.verticles.cluster.ClusterStore;
import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that one node does for all of them. It holds a lease in the database: whoever cannot
 * renew it in time stops by itself before another one may begin.
 */
public final class Duty extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(Duty.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ClusterStore store;
  private final NodeEntry self;
  private final String name;
  private final Duration lease;
  private final Supplier<Future<Void>> begin;
  private final Supplier<Future<Void>> end;
  private final Tenure tenure;
  private Future<?> work = Future.succeededFuture();
  private boolean doing;
  private boolean asking;
  private boolean stopped;
  private int turns;
  private long timer = -1;

  /**
   * @param lease how long after its end on this node another one may begin; two thirds of it
   *     without the database and this node stops
   * @param begin starts doing it; when that fails it is tried again
   * @param end stops doing it, also after a start that failed
   * @param tenure told how long it is this node's
   */
  public Duty(
      ClusterStore store,
      NodeEntry self,
      String name,
      Duration lease,
      Supplier<Future<Void>> begin,
      Supplier<Future<Void>> end,
      Tenure tenure) {
    this.store = store;
    this.self = self;
    this.name = name;
    this.lease = lease;
    this.begin = begin;
    this.end = end;
    this.tenure = tenure;
  }

  /** Succeeds when it is done here, somebody else does it, or it is tried again. */
  @Override
  public Future<?> start() {
    timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tick());
    return claim().compose(asked -> work);
  }

  /** Stops doing it and lets another node do it at once. */
  @Override
  public Future<?> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    boolean held = doing;
    settle(false);
    return work.transform(ended -> left(held));
  }

  private Future<Void> left(boolean held) {
    tenure.over();
    return held ? store.release(name, self) : Future.succeededFuture();
  }

  private void tick() {
    if (doing && !tenure.holds()) {
      log.warn("This node could not keep its duty '{}' and gives it up", name);
      settle(false);
    }
    if (!asking) {
      claim().onComplete(asked -> {});
    }
  }

  private Future<?> claim() {
    asking = true;
    long asked = System.nanoTime();
    return store
        .hold(name, self, lease)
        .onComplete(answer -> asking = false)
        .onSuccess(held -> took(held, asked))
        .otherwise(false);
  }

  private void took(boolean held, long asked) {
    if (held) {
      tenure.lasts(asked + lease.toNanos() * 2 / 3);
    } else {
      tenure.over();
    }
    settle(held && !stopped && tenure.holds());
  }

  private void settle(boolean wanted) {
    if (wanted == doing) {
      return;
    }
    doing = wanted;
    int turn = ++turns;
    log.info(wanted ? "This node has the duty '{}' now" : "This node leaves the duty '{}'", name);
    work =
        work.transform(before -> wanted ? begin.get() : end.get())
            .recover(cause -> wanted ? notBegun(turn, cause) : notEnded(cause));
  }

  /** Ends what was begun in part; the next claim begins it again. */
  private Future<Void> notBegun(int turn, Throwable cause) {
    log.error("The duty '{}' could not be taken up: {}", name, cause.toString());
    if (turn != turns) {
      return Future.succeededFuture();
    }
    doing = false;
    return end.get().recover(this::notEnded);
  }

  private Future<Void> notEnded(Throwable cause) {
    log.error("The duty '{}' could not be left: {}", name, cause.toString());
    return Future.succeededFuture();
  }
}
