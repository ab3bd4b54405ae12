package io.busbar.drivers.discovery;

import io.busbar.contracts.bus.HubFailure;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting for futures, on threads that may. */
public final class Awaiting {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Awaiting() {}

  /**
   * Waits for a result.
   *
   * @param what is being done, for people
   * @throws IOException when it fails, with why and how to mend it, or is not there within 10 s
   */
  public static <T> T result(Future<T> future, String what)
      throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Future<T> watched = future.onComplete(done -> ended.countDown());
    if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("could not %s within %d s".formatted(what, PATIENCE.toSeconds()));
    }
    if (watched.failed()) {
      Throwable why = watched.cause();
      throw new IOException(
          "could not %s: %s %s".formatted(what, why.getMessage(), hint(why)).strip());
    }
    return watched.result();
  }

  /** How a failure can be mended; empty when it does not say. */
  static String hint(Throwable why) {
    String hint = why instanceof HubFailure failure ? failure.hint() : null;
    return hint == null ? "" : hint;
  }
}
