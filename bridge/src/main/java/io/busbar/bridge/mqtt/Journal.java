package io.busbar.bridge.mqtt;

import io.busbar.contracts.broker.BrokerContract;
import io.busbar.contracts.broker.BrokerContract.Applied;
import io.busbar.contracts.broker.BrokerContract.Fence;
import io.busbar.contracts.broker.BrokerContract.Term;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what must outlive a restart: one batch at a time, everything that came meanwhile in the
 * next. A batch is tried again until the store takes it. Used on the broker's context only.
 */
final class Journal {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final int MANY = 20_000;
  private static final int BUSY = 200;
  private static final long MANY_BYTES = 32L << 20;
  private static final long NO_TIMER = -1;
  private static final long LAZY_MS = 100;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Failures that pass. */
  private static final Set<FailureCode> PASSING =
      Set.of(FailureCode.UNAVAILABLE, FailureCode.TIMED_OUT, FailureCode.OVERLOADED);

  private final Vertx vertx;
  private final HubBus bus;
  private final ObjLongConsumer<String> queued;
  private final Runnable eased;
  private @Nullable Fences fences;
  private PendingChanges pending = new PendingChanges();
  private Promise<Void> written = Promise.promise();
  private boolean writing;
  private long lazily = NO_TIMER;
  private boolean full;
  private boolean troubled;
  private volatile int waiting;

  /**
   * @param queued told for a client up to which sequence its messages are on disk
   * @param eased told when it was full and is no longer
   */
  Journal(Vertx vertx, HubBus bus, ObjLongConsumer<String> queued, Runnable eased) {
    this.vertx = vertx;
    this.bus = bus;
    this.queued = queued;
    this.eased = eased;
  }

  /** What holds when there are other nodes. */
  interface Fences {
    /** What this node holds of what is written. */
    Fence of(PendingChanges batch);

    /** Another node has taken a session: nothing of it was written. */
    void lost(Term session);
  }

  /** From now on nothing is written of sessions that other nodes hold. */
  void fence(Fences within) {
    fences = within;
  }

  /** Nothing of a session is to be written any more. */
  void drop(String clientId) {
    pending.drop(clientId);
  }

  /** Where to put a change; it is written at the end of this turn at the earliest. */
  PendingChanges next() {
    if (!writing) {
      writing = true;
      vertx.runOnContext(turnEnds -> write());
    }
    return pending;
  }

  /** Where to put a change nobody waits for: it may gather with others first. */
  PendingChanges lazily() {
    if (!writing && lazily == NO_TIMER) {
      lazily = vertx.setTimer(LAZY_MS, late -> writeLate());
    }
    return pending;
  }

  private void writeLate() {
    lazily = NO_TIMER;
    if (!writing && pending.size() > 0) {
      writing = true;
      write();
    }
  }

  /** Succeeds when everything put so far is on disk. Fails when the store refuses it for good. */
  Future<Void> durable() {
    if (pending.size() > 0) {
      return next().size() > 0 ? written.future() : Future.succeededFuture();
    }
    return writing ? written.future() : Future.succeededFuture();
  }

  /** Whether publishers should wait before they send more. */
  boolean isFull() {
    full = full || pending.size() > MANY || pending.bytes() > MANY_BYTES;
    return full;
  }

  /** Whether so much waits that who can merge what it has to say should wait, too. */
  boolean isBusy() {
    return pending.size() > BUSY;
  }

  /** How many changes are not on disk; any thread may ask. */
  int waiting() {
    return waiting;
  }

  private void write() {
    PendingChanges batch = pending;
    Promise<Void> done = written;
    pending = new PendingChanges();
    written = Promise.promise();
    waiting = batch.size();
    if (full) {
      full = false;
      eased.run();
    }
    write(batch, fences == null ? null : fences.of(batch), done);
  }

  private void write(PendingChanges batch, @Nullable Fence fence, Promise<Void> done) {
    bus.request(BrokerContract.APPLY, batch.changes(fence))
        .onSuccess(stored -> written(batch, stored, done))
        .onFailure(cause -> failed(batch, fence, done, cause));
  }

  private void written(PendingChanges batch, Applied stored, Promise<Void> done) {
    if (fences != null) {
      stored.lost().forEach(fences::lost);
    }
    if (troubled) {
      troubled = false;
      log.info("Sessions and messages are stored again");
    }
    batch.queuedTo().forEach(queued::accept);
    done.complete();
    goOn();
  }

  private void failed(
      PendingChanges batch, @Nullable Fence fence, Promise<Void> done, Throwable cause) {
    if (cause instanceof HubFailure failure && PASSING.contains(failure.code())) {
      if (!troubled) {
        troubled = true;
        log.warn("Sessions and messages cannot be stored and wait: {}", failure.message());
      }
      vertx.setTimer(RETRY_AFTER.toMillis(), again -> write(batch, fence, done));
      return;
    }
    log.error("{} changes are refused by the store and dropped", batch.size(), cause);
    done.fail(cause);
    goOn();
  }

  private void goOn() {
    waiting = pending.size();
    if (pending.size() > 0) {
      write();
      return;
    }
    writing = false;
    written.complete();
    written = Promise.promise();
  }
}
