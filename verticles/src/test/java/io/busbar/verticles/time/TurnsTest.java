package io.busbar.verticles.time;

import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>();

  @Test
  void waitsForWhatCameBeforeUnderTheSameKey() {
    List<String> started = new ArrayList<>();
    Promise<String> first = Promise.promise();
    Future<String> one = turns.next("a", () -> first.future());
    Future<String> two =
        turns.next(
            "a",
            () -> {
              started.add("two");
              return Future.succeededFuture("2");
            });
    assertThat(success(turns.next("b", () -> Future.succeededFuture("3")))).isEqualTo("3");
    assertThat(started).isEmpty();

    first.fail("trouble");

    assertThat(one.failed()).isTrue();
    assertThat(success(two)).isEqualTo("2");
    assertThat(turns.busy()).isZero();
  }

  @Test
  void takesAThrownExceptionForTheEndOfATurn() {
    Future<String> failed =
        turns.next(
            "a",
            () -> {
              throw new IllegalStateException("trouble");
            });

    assertThat(failed.failed()).isTrue();
    assertThat(success(turns.next("a", () -> Future.succeededFuture("x")))).isEqualTo("x");
  }
}
