package io.busbar.verticles.home;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Lets changes happen one after the other. Used on one context only. */
final class OneByOne {
  private Future<?> last = Future.succeededFuture();

  /** Does the work when everything before it has ended, however. */
  <T> Future<T> next(Supplier<Future<T>> work) {
    Future<T> turn = last.transform(ended -> work.get());
    last = turn;
    return turn;
  }
}
