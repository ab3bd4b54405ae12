package io.busbar.verticles.database;

import static io.busbar.verticles.testing.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.testing.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
  private static final Duration GATHER = Duration.ofMillis(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ManualTimers timers = new ManualTimers();
  private final Shelf shelf = new Shelf();
  private final WriteBehind<String, String> queue =
      new WriteBehind<>("Values", 4, GATHER, timers, shelf::store);

  @Test
  void gathersThenWritesOnlyTheLatestOfEachKey() {
    put("a", "a1");
    put("b", "b1");
    put("a", "a2");
    assertThat(shelf.stored).isEmpty();

    timers.pass(GATHER);

    assertThat(shelf.batches).containsExactly(List.of("a2", "b1"));
    assertThat(queue.waiting()).isZero();
    assertThat(timers.count()).isZero();
  }

  @Test
  void refusesANewKeyWhenFullButTakesANewerValue() {
    List.of("a", "b", "c", "d").forEach(key -> put(key, key));

    assertThat(queue.put("e", "e")).isFalse();
    assertThat(queue.put("a", "a2")).isTrue();
    assertThat(queue.waiting()).isEqualTo(4);
    assertThat(queue.refused()).isEqualTo(1);
  }

  @Test
  void countsWhatIsOnItsWayToTheStore() {
    shelf.hold();
    List.of("a", "b", "c").forEach(key -> put(key, key));
    timers.pass(GATHER);
    put("d", "d");

    assertThat(queue.waiting()).isEqualTo(4);
    assertThat(queue.put("e", "e")).isFalse();
    shelf.release();
    assertThat(queue.put("e", "e")).isTrue();
  }

  @Test
  void storesNowWithoutWaitingForMore() {
    put("a", "a1");
    done(queue.storeNow());
    assertThat(shelf.stored).containsExactly("a1");
    assertThat(timers.count()).isZero();

    shelf.hold();
    put("a", "a2");
    Future<Void> first = queue.storeNow();
    put("b", "b1");
    Future<Void> second = queue.storeNow();
    assertThat(first.isComplete()).isFalse();
    shelf.release();
    timers.pass(Duration.ZERO);

    done(first);
    done(second);
    assertThat(shelf.stored).containsExactly("a1", "a2", "b1");
  }

  @Test
  void isStoredOnlyWhenDurable() {
    assertThat(queue.stored().succeeded()).isTrue();
    shelf.hold();
    put("a", "a");
    Future<Void> stored = queue.stored();
    timers.pass(GATHER);
    assertThat(shelf.batches).hasSize(1);
    assertThat(stored.isComplete()).isFalse();
    Future<Void> asked = queue.stored();

    shelf.release();

    done(stored);
    done(asked);
    done(queue.stored());
  }

  @Test
  void writesWhatCameDuringAWriteAfterIt() {
    shelf.hold();
    put("a", "a1");
    timers.pass(GATHER);
    put("a", "a2");
    Future<Void> stored = queue.stored();
    timers.pass(Duration.ofMinutes(1));
    assertThat(shelf.batches).hasSize(1);

    shelf.release();
    assertThat(stored.isComplete()).isFalse();
    timers.pass(GATHER);

    done(stored);
    assertThat(shelf.stored).containsExactly("a1", "a2");
  }

  @Test
  void keepsWhatFailsUntilTheStoreIsBack() {
    shelf.failure = HubFailure.unavailable("Away.", "Wait.");
    put("a", "a1");
    put("b", "b1");
    Future<Void> stored = queue.stored();
    timers.pass(GATHER);
    put("a", "a2");
    timers.pass(RETRY);
    timers.pass(RETRY);
    assertThat(shelf.attempts).isEqualTo(3);
    assertThat(stored.isComplete()).isFalse();
    assertThat(queue.waiting()).isEqualTo(2);

    shelf.failure = null;
    timers.pass(RETRY);

    done(stored);
    assertThat(shelf.batches).containsExactly(List.of("a2", "b1"));
  }

  @Test
  void dropsAPoisonValueAndStoresTheOthers() {
    shelf.poison = "c";
    List.of("a", "b", "c", "d").forEach(key -> put(key, key));
    Future<Void> stored = queue.stored();
    timers.pass(GATHER);

    done(stored);
    assertThat(shelf.stored).containsExactlyInAnyOrder("a", "b", "d");
    assertThat(queue.waiting()).isZero();
    put("e", "e");
    timers.pass(GATHER);
    assertThat(shelf.stored).contains("e");
  }

  @Test
  void isolatesAValueThatMakesTheStoreThrow() {
    shelf.thrower = "b";
    List.of("a", "b", "c").forEach(key -> put(key, key));
    timers.pass(GATHER);

    assertThat(shelf.stored).containsExactlyInAnyOrder("a", "c");
    assertThat(timers.count()).isZero();
  }

  @Test
  void writesNothingTwiceWhenALaterPartFails() {
    WriteBehind<Integer, String> large =
        new WriteBehind<>("Values", 10_000, GATHER, timers, shelf::store);
    shelf.failAfterBatches = 1;
    IntStream.range(0, 2500).forEach(i -> assertThat(large.put(i, "v" + i)).isTrue());
    timers.pass(GATHER);
    assertThat(shelf.stored).hasSize(1000);

    shelf.failAfterBatches = Integer.MAX_VALUE;
    timers.pass(RETRY);

    assertThat(shelf.stored).hasSize(2500).doesNotHaveDuplicates();
    assertThat(shelf.batches).allMatch(batch -> batch.size() <= 1000);
    done(large.stored());
  }

  private void put(String key, String value) {
    assertThat(queue.put(key, value)).isTrue();
  }

  /** A store that can be slow, away, or picky. */
  private static final class Shelf {
    final List<List<String>> batches = new ArrayList<>();
    final List<String> stored = new ArrayList<>();
    @Nullable HubFailure failure;
    @Nullable String poison;
    @Nullable String thrower;
    @Nullable Promise<Void> held;
    int attempts;
    int failAfterBatches = Integer.MAX_VALUE;

    Future<Void> store(List<String> values) {
      attempts++;
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (thrower != null && values.contains(thrower)) {
        throw new IllegalStateException("cannot be written");
      }
      if (poison != null && values.contains(poison)) {
        return Future.failedFuture(HubFailure.of(FailureCode.INTERNAL, "Refused."));
      }
      if (batches.size() >= failAfterBatches) {
        return Future.failedFuture(HubFailure.unavailable("Away.", "Wait."));
      }
      batches.add(List.copyOf(values));
      stored.addAll(values);
      return held == null ? Future.succeededFuture() : held.future();
    }

    void hold() {
      held = Promise.promise();
    }

    void release() {
      Promise<Void> before = Objects.requireNonNull(held);
      held = null;
      before.complete();
    }
  }
}
