package io.busbar.verticles.database;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes values to a store in batches, one batch at a time. Of several values under one key only
 * the latest is written, so the queue is bounded by the number of keys; beyond the limit, values on
 * their way to the store included, a new key is refused. What fails is kept and tried again until
 * the store is back, what was stored before it is not written twice; a value that the store refuses
 * for good is dropped and logged. Used on one context only.
 */
public final class WriteBehind<K, V> implements Backlog {
  private static final Logger log = LoggerFactory.getLogger(WriteBehind.class);
  private static final int BATCH = 1000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final String name;
  private final int limit;
  private final Duration gatherFor;
  private final Timers timers;
  private final Function<List<V>, Future<Void>> store;

  private Map<K, V> gathering = new LinkedHashMap<>();
  private Promise<Void> gathered = Promise.promise();
  private boolean writing;
  private boolean hurried;
  private int underWay;
  private Timers.@Nullable Timer scheduled;
  private boolean troubled;
  private volatile int waiting;
  private final AtomicLong refused = new AtomicLong();

  /**
   * Makes an idle one.
   *
   * @param name what is written, for the log
   * @param limit how many keys may wait
   * @param gatherFor how long the first value of a batch waits for others
   */
  public WriteBehind(
      String name,
      int limit,
      Duration gatherFor,
      Timers timers,
      Function<List<V>, Future<Void>> store) {
    this.name = name;
    this.limit = limit;
    this.gatherFor = gatherFor;
    this.timers = timers;
    this.store = store;
  }

  /** Takes a value to be written soon. Answers false when the queue is full and it was refused. */
  public boolean put(K key, V value) {
    if (waiting() >= limit && !gathering.containsKey(key)) {
      refused.incrementAndGet();
      return false;
    }
    gathering.put(key, value);
    count();
    schedule(gatherFor);
    return true;
  }

  /**
   * Succeeds when everything taken so far is stored. While the store is down it stays pending: the
   * caller sets the time-out.
   */
  public Future<Void> stored() {
    if (gathering.isEmpty() && !writing) {
      return Future.succeededFuture();
    }
    return gathered.future();
  }

  /** As {@link #stored}, without waiting for more to gather first. */
  public Future<Void> storeNow() {
    Future<Void> all = stored();
    if (gathering.isEmpty() || troubled) {
      return all;
    }
    hurried = true;
    if (!writing && scheduled != null) {
      scheduled.cancel();
      write();
    }
    return all;
  }

  @Override
  public int waiting() {
    return waiting;
  }

  @Override
  public long refused() {
    return refused.get();
  }

  private void count() {
    waiting = gathering.size() + underWay;
  }

  private void schedule(Duration delay) {
    if (writing || scheduled != null) {
      return;
    }
    scheduled = timers.after(delay, this::write);
  }

  private void write() {
    scheduled = null;
    Map<K, V> batch = gathering;
    Promise<Void> pending = gathered;
    gathering = new LinkedHashMap<>();
    gathered = Promise.promise();
    writing = true;
    hurried = false;
    underWay = batch.size();
    storeAll(batch)
        .onComplete(
            done -> {
              writing = false;
              underWay = 0;
              if (done.succeeded()) {
                written(pending);
              } else {
                keep(batch, pending, done.cause());
              }
              count();
            });
  }

  /** Stores a batch part by part; what is stored leaves the batch. */
  private Future<Void> storeAll(Map<K, V> batch) {
    List<K> keys = new ArrayList<>(batch.keySet());
    Future<Void> chain = Future.succeededFuture();
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<K> part = keys.subList(from, Math.min(keys.size(), from + BATCH));
      chain = chain.compose(before -> storePart(batch, part));
    }
    return chain;
  }

  private Future<Void> storePart(Map<K, V> batch, List<K> part) {
    List<V> values = new ArrayList<>(part.size());
    part.forEach(key -> values.add(batch.get(key)));
    return Future.succeededFuture(values)
        .compose(store)
        .onSuccess(stored -> part.forEach(batch::remove))
        .recover(cause -> isPassing(cause) ? failed(cause) : isolate(batch, part, cause));
  }

  /** One value the store will never take must not hold up the others. */
  private Future<Void> isolate(Map<K, V> batch, List<K> part, Throwable cause) {
    if (part.size() == 1) {
      log.error("One of the {} is refused by the store and dropped", name, cause);
      batch.remove(part.get(0));
      return Future.succeededFuture();
    }
    int half = part.size() / 2;
    return storePart(batch, part.subList(0, half))
        .compose(first -> storePart(batch, part.subList(half, part.size())));
  }

  private static boolean isPassing(Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.UNAVAILABLE;
  }

  private static Future<Void> failed(Throwable cause) {
    return Future.failedFuture(cause);
  }

  private void written(Promise<Void> pending) {
    if (troubled) {
      troubled = false;
      log.info("{} are stored again", name);
    }
    pending.complete();
    if (gathering.isEmpty()) {
      gathered.complete();
      gathered = Promise.promise();
      return;
    }
    schedule(hurried ? Duration.ZERO : gatherFor);
  }

  private void keep(Map<K, V> batch, Promise<Void> pending, @Nullable Throwable cause) {
    if (!troubled) {
      troubled = true;
      String why = cause instanceof HubFailure failure ? failure.message() : String.valueOf(cause);
      log.warn("{} cannot be stored and are kept in memory: {}", name, why);
    }
    Map<K, V> newer = gathering;
    gathering = new LinkedHashMap<>(batch);
    gathering.putAll(newer);
    gathered.future().onComplete(pending);
    schedule(RETRY_AFTER);
  }
}
