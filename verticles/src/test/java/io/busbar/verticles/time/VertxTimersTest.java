package io.busbar.verticles.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class VertxTimersTest {
  @Test
  void firesOnceEvenWithoutDelay(Vertx vertx) {
    AtomicInteger fired = new AtomicInteger();
    Timers.Timer once = new VertxTimers(vertx).after(Duration.ZERO, fired::incrementAndGet);

    await().until(() -> fired.get() == 1);
    once.cancel();
    once.cancel();
  }

  @Test
  void firesAgainUntilCancelled(Vertx vertx) {
    AtomicInteger fired = new AtomicInteger();
    Timers timers = new VertxTimers(vertx);
    Timers.Timer never = timers.after(Duration.ofMillis(1), () -> fired.addAndGet(1000));
    never.cancel();
    Timers.Timer every = timers.every(Duration.ofMillis(1), fired::incrementAndGet);

    await().until(() -> fired.get() >= 3);
    every.cancel();
    assertThat(fired.get()).isLessThan(1000);
  }
}
