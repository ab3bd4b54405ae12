package io.busbar.verticles.time;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets what concerns one key happen one after the other. Used on one context only. */
public final class Turns<K> {
  private final Map<K, Future<?>> last = new HashMap<>();

  /** Does the work when everything before it under the same key has ended, however. */
  public <T> Future<T> next(K key, Supplier<Future<T>> work) {
    Future<?> before = last.getOrDefault(key, Future.succeededFuture());
    Future<T> turn = before.transform(ended -> work.get());
    last.put(key, turn);
    return turn.onComplete(done -> last.remove(key, turn));
  }

  /** How many keys have work that has not ended. */
  public int busy() {
    return last.size();
  }
}
