package io.busbar.verticles.programs.triggers;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.triggers.TriggerStore.Change;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TriggerStore} must do. */
interface TriggerStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  TriggerStore store();

  @Test
  default void givesAFiringToOneOnly() {
    List<Future<Boolean>> claims =
        IntStream.range(0, 20).mapToObj(i -> store().claim(firing("noon"), NOON)).toList();

    assertThat(claims.stream().filter(claim -> success(claim))).hasSize(1);
    assertThat(success(store().claim(firing("one o'clock"), NOON))).isTrue();
  }

  @Test
  default void forgetsOldClaims() {
    assertThat(success(store().claim(firing("noon"), NOON))).isTrue();
    done(store().forgetClaims(NOON));
    assertThat(success(store().claim(firing("noon"), NOON))).isFalse();
    done(store().forgetClaims(NOON.plusSeconds(1)));
    assertThat(success(store().claim(firing("noon"), NOON))).isTrue();
  }

  @Test
  default void keepsWhatWaits() {
    PendingTrigger first = pending("p", 0, "a");
    PendingTrigger second = pending("p", 1, "a");
    done(
        store()
            .write(
                List.of(
                    new Change("p", 0, first),
                    new Change("p", 1, pending("p", 1, "old")),
                    new Change("q", 0, pending("q", 0, "a")))));
    done(
        store()
            .write(
                List.of(
                    new Change("p", 1, second),
                    new Change("q", 0, null),
                    new Change("none", 0, null))));

    assertThat(success(store().pending())).containsExactlyInAnyOrder(first, second);
  }

  private static Firing firing(String occasion) {
    return new Firing("p", "hash", occasion, Fields.EMPTY);
  }

  private static PendingTrigger pending(String program, int position, String hash) {
    return new PendingTrigger(program, position, hash, "occasion", NOON, NOON.plusSeconds(30));
  }
}
