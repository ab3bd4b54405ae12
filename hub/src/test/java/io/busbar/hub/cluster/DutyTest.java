package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DutyTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final NodeEntry ATTIC =
      new NodeEntry(
          "attic", "x", 1, "busbar", "1.0.0", "127.0.0.1:1", Instant.parse("2026-06-01T12:00:00Z"));

  private final Vertx vertx = Vertx.vertx();
  private final MemoryStore store = new MemoryStore();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final AtomicInteger failing = new AtomicInteger();
  private final Tenure tenure = new Tenure();

  @AfterEach
  void close() throws TimeoutException {
    got(vertx.close());
  }

  @Test
  void triesAgainWhatCouldNotBeBegun() throws TimeoutException {
    failing.set(2);
    String id = got(vertx.deployVerticle(duty()));
    await()
        .untilAsserted(
            () -> assertThat(done).containsExactly("begin", "end", "begin", "end", "begin"));
    got(vertx.undeploy(id));
    assertThat(done).endsWith("begin", "end").hasSize(6);
    assertThat(got(store.duties())).isEmpty();
  }

  @Test
  void endsOnceWhatItDoes() throws TimeoutException {
    String id = got(vertx.deployVerticle(duty()));
    assertThat(done).containsExactly("begin");
    got(vertx.undeploy(id));
    assertThat(done).containsExactly("begin", "end");
  }

  @Test
  void saysHowLongItIsThisNodes() throws TimeoutException {
    assertThat(tenure.holds()).isFalse();
    String id = got(vertx.deployVerticle(duty()));
    assertThat(tenure.holds()).isTrue();
    got(vertx.undeploy(id));
    assertThat(tenure.holds()).isFalse();
  }

  @Test
  void isNobodysForSureWhenItsTimeIsOver() {
    tenure.lasts(System.nanoTime() - 1);
    assertThat(tenure.holds()).isFalse();
    tenure.lasts(System.nanoTime() + LEASE.toNanos());
    assertThat(tenure.holds()).isTrue();
    tenure.over();
    assertThat(tenure.holds()).isFalse();
  }

  private Duty duty() {
    return new Duty(store, ATTIC, "watch", LEASE, this::begin, this::end, tenure);
  }

  private Future<Void> begin() {
    done.add("begin");
    return failing.getAndDecrement() > 0
        ? Future.failedFuture("no place")
        : Future.succeededFuture();
  }

  private Future<Void> end() {
    done.add("end");
    return Future.succeededFuture();
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}
