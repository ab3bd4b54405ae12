package io.busbar.drivers.rs90;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.kit.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The one context on which everything about remotes happens, for those who are not on it. */
record Turn(Context context) {
  /** The outcome of something that may end on another context, on this one. */
  <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> here = Promise.promise();
    Future<T> ignored =
        elsewhere.onComplete(done -> context.runOnContext(turn -> here.handle(done)));
    return here.future();
  }

  /** Does something on the context, without waiting. */
  void run(Runnable work) {
    context.runOnContext(turn -> work.run());
  }

  /**
   * Does something on the context and waits for its outcome; on a thread of a driver.
   *
   * @throws Failure when it fails, with what is wrong and how to mend it, or does not end in time
   */
  String await(Supplier<Future<String>> work, Duration limit) throws InterruptedException {
    Promise<String> outcome = Promise.promise();
    CountDownLatch ended = new CountDownLatch(1);
    Future<String> watched = outcome.future().onComplete(done -> ended.countDown());
    run(() -> attempt(work).onComplete(outcome));
    if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Failure("no answer within %d s".formatted(limit.toSeconds()));
    }
    if (watched.failed()) {
      throw new Failure(told(watched.cause()));
    }
    return watched.result();
  }

  /** What is wrong, and how to mend it. */
  static String told(Throwable why) {
    if (why instanceof HubFailure failure) {
      return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
    }
    return why instanceof Failure ? String.valueOf(why.getMessage()) : why.toString();
  }

  private static Future<String> attempt(Supplier<Future<String>> work) {
    try {
      return work.get();
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }
}
