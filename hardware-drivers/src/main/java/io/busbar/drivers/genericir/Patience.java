package io.busbar.drivers.genericir;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.kit.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a thread of a driver wait for something asynchronous. */
final class Patience {
  private Patience() {}

  /**
   * Waits.
   *
   * @throws Failure when it fails, with what is wrong and how to mend it, or does not end in time
   */
  static void await(Future<?> future, Duration limit) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Future<?> watched = future.onComplete(done -> ended.countDown());
    if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Failure("no answer within %d s".formatted(limit.toSeconds()));
    }
    if (watched.failed()) {
      throw told(watched.cause());
    }
  }

  /** A refusal as the text of a result. */
  static Failure told(Throwable why) {
    if (why instanceof HubFailure failure) {
      String hint = failure.hint() == null ? "" : " " + failure.hint();
      return new Failure(failure.message() + hint);
    }
    return new Failure(String.valueOf(why));
  }
}
