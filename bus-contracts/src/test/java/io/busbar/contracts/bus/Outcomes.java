package io.busbar.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a future ended, for test threads: they wait for it with a deadline. */
final class Outcomes {
  private static final long DEADLINE_SECONDS = 20;

  private Outcomes() {}

  static <T> T success(Future<T> future) {
    done(future);
    return future.result();
  }

  /** Waits for a future that must succeed and whose value says nothing. */
  static void done(Future<?> future) {
    settle(future);
    assertThat(future.succeeded()).as("failed with %s", future.cause()).isTrue();
  }

  static HubFailure failure(Future<?> future) {
    settle(future);
    assertThat(future.failed()).as("succeeded with %s", future.result()).isTrue();
    assertThat(future.cause()).isInstanceOf(HubFailure.class);
    return (HubFailure) Objects.requireNonNull(future.cause());
  }

  private static void settle(Future<?> future) {
    try {
      Object unused = future.otherwiseEmpty().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("No outcome within %d s".formatted(DEADLINE_SECONDS), e);
    }
  }
}
