package io.busbar.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.verticles.cluster.NodeEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration LASTING = Duration.ofSeconds(10);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger taken = new AtomicInteger();
  private final NodeEntry self = node("run-1");
  private final Lease lease = new Lease(store, self, LASTING, taken::incrementAndGet);

  @BeforeEach
  void enter() throws TimeoutException {
    assertThat(got(store.enlist(self, LASTING))).contains(1L);
  }

  @Test
  void prolongsIt() throws TimeoutException {
    store.pass(Duration.ofSeconds(8));
    got(lease.renew());
    store.pass(Duration.ofSeconds(8));
    assertThat(got(store.living())).containsExactly(self);
  }

  @Test
  void entersAgainWhenItsEntryIsGone() throws TimeoutException {
    store.strike("attic");
    got(lease.renew());
    assertThat(got(store.living())).containsExactly(self);
    assertThat(taken).hasValue(0);
  }

  @Test
  void doesNotComeBackAfterAnotherLifeOfItsName() throws TimeoutException {
    store.pass(LASTING.plusSeconds(1));
    assertThat(got(store.enlist(node("run-2"), LASTING))).contains(2L);
    store.pass(LASTING.plusSeconds(1));
    got(lease.renew());
    assertThat(got(store.living())).isEmpty();
    assertThat(taken).hasValue(1);
  }

  @Test
  void leavesOnceWhenAnotherLifeHasTheName() throws TimeoutException {
    store.pass(LASTING.plusSeconds(1));
    NodeEntry other = node("run-2");
    assertThat(got(store.enlist(other, LASTING))).contains(2L);
    got(lease.renew());
    got(lease.renew());
    assertThat(taken).hasValue(1);
    store.pass(LASTING.plusSeconds(1));
    got(lease.renew());
    assertThat(got(store.living())).isEqualTo(List.of());
  }

  @Test
  void doesNotEnterAgainAfterItsEnd() throws TimeoutException {
    lease.end();
    store.strike("attic");
    got(lease.renew());
    assertThat(got(store.living())).isEmpty();
    assertThat(taken).hasValue(0);
  }

  private static NodeEntry node(String run) {
    return new NodeEntry("attic", run, 0, "busbar", "1.0.0", "127.0.0.1:1", NOON);
  }

  private static <T> T got(Future<T> future) throws TimeoutException {
    return future.await(5, TimeUnit.SECONDS);
  }
}
