package io.busbar.verticles.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
    CompletableFuture<Timers.Timer> every = new CompletableFuture<>();
    vertx.runOnContext(
        begun ->
            every.complete(timers.every(Duration.ofMillis(1), () -> cancelThird(fired, every))));

    await().until(() -> fired.get() == 3);
    await().during(Duration.ofMillis(100)).until(() -> fired.get() == 3);
  }

  private static void cancelThird(AtomicInteger fired, CompletableFuture<Timers.Timer> every) {
    if (fired.incrementAndGet() == 3) {
      every.join().cancel();
    }
  }

  @Test
  void neverFiresWhatWasCancelledInTime(Vertx vertx) {
    List<String> fired = new CopyOnWriteArrayList<>();
    Timers timers = new VertxTimers(vertx);
    Runnable work = () -> fired.add("cancelled");
    vertx.runOnContext(
        begun -> {
          timers.after(Duration.ofMillis(1), work).cancel();
          vertx.setTimer(20, later -> fired.add("later"));
        });

    await().until(() -> fired.contains("later"));
    assertThat(fired).containsExactly("later");
  }
}
