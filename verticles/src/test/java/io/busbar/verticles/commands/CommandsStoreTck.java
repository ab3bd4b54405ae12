package io.busbar.verticles.commands;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link CommandsStore} must do. */
interface CommandsStoreTck {
  String NODE = "attic";
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The store of the running test, empty at its start. */
  CommandsStore store();

  @Test
  default void keepsLinesAsTheyAreNewestFirst() {
    CommandRecord old = line("r1", 0, Status.COMPLETED, NOON.plusSeconds(1));
    CommandRecord young = line("r2", 5, Status.DISPATCHED, null);
    done(store().log(NODE, List.of(old, young)));

    assertThat(success(store().newest(10))).containsExactly(young, old);
    assertThat(success(store().newest(1))).containsExactly(young);
  }

  @Test
  default void replacesTheLineOfACommandThatEnded() {
    done(store().log(NODE, List.of(line("r1", 0, Status.DISPATCHED, null))));
    CommandRecord ended = line("r1", 0, Status.FAILED, NOON.plusSeconds(2));
    done(store().log(NODE, List.of(ended)));

    assertThat(success(store().newest(10))).containsExactly(ended);
  }

  @Test
  default void endsAsUnknownWhatWasLeftOpen() {
    done(
        store()
            .log(
                NODE,
                List.of(
                    line("open", 0, Status.DISPATCHED, null),
                    line("ended", 1, Status.COMPLETED, NOON))));

    assertThat(success(store().endAbandoned(NOON.plusSeconds(60), NOON.plusSeconds(60))))
        .isEqualTo(1);
    assertThat(success(store().endAbandoned(NOON.plusSeconds(70), NOON.plusSeconds(70)))).isZero();
    CommandRecord line = success(store().newest(10)).get(1);
    assertThat(line.status()).isEqualTo(Status.UNKNOWN);
    assertThat(line.code()).isEqualTo("HUB_RESTARTED");
    assertThat(line.endedAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  default void endsAsUnknownWhatOneNodeLeftOpen() {
    done(store().log(NODE, List.of(line("own", 5, Status.DISPATCHED, null))));
    done(store().log(NODE, List.of(line("ended", 4, Status.COMPLETED, NOON))));
    done(store().log("cellar", List.of(line("other", 3, Status.DISPATCHED, null))));

    assertThat(success(store().endAbandonedOf(NODE, NOON.plusSeconds(6)))).isEqualTo(1);
    assertThat(success(store().endAbandonedOf(NODE, NOON.plusSeconds(7)))).isZero();
    assertThat(success(store().newest(10)))
        .extracting(CommandRecord::status)
        .containsExactly(Status.UNKNOWN, Status.COMPLETED, Status.DISPATCHED);
  }

  @Test
  default void givesARequestIdToOneCommand() {
    CommandRecord begun = line("r1", 0, Status.DISPATCHED, null);
    assertThat(success(store().claim(NODE, begun))).isEmpty();
    CommandRecord again = line("r1", 9, Status.DISPATCHED, null);
    assertThat(success(store().claim("cellar", again))).contains(begun);
    CommandRecord ended = line("r1", 0, Status.COMPLETED, NOON.plusSeconds(2));
    done(store().log(NODE, List.of(ended)));
    assertThat(success(store().claim("cellar", again))).contains(ended);
    assertThat(success(store().claim(NODE, again))).contains(ended);
    assertThat(success(store().find(new RequestId("r1")))).contains(ended);
    assertThat(success(store().find(new RequestId("r2")))).isEmpty();
  }

  @Test
  default void givesARequestIdAgainThatCameToNothing() {
    done(store().log("cellar", List.of(line("failed", 0, Status.FAILED, NOON))));
    done(store().log(NODE, List.of(line("refused", 0, Status.DISPATCHED, null))));
    CommandRecord again = line("failed", 9, Status.DISPATCHED, null);
    assertThat(success(store().claim(NODE, again))).isEmpty();
    assertThat(success(store().find(again.requestId()))).contains(again);
    assertThat(success(store().claim(NODE, line("refused", 9, Status.DISPATCHED, null)))).isEmpty();
  }

  @Test
  default void forgetsOldLines() {
    done(
        store()
            .log(
                NODE,
                List.of(
                    line("r1", 0, Status.COMPLETED, NOON), line("r2", 5, Status.COMPLETED, NOON))));
    done(store().forgetBefore(NOON.plusSeconds(5)));

    assertThat(success(store().newest(10)))
        .extracting(line -> line.requestId().value())
        .containsExactly("r2");
  }

  @Test
  default void takesLinesWithAnyCharacter() {
    CommandRecord odd =
        new CommandRecord(
            new RequestId("r1"),
            new DeviceId("d"),
            "turn\u0000on",
            "on",
            Fields.of("k", "\u0000\uD83D\uDCA1"),
            Source.REST,
            null,
            NOON,
            Status.FAILED,
            "DRIVER_ERROR",
            "said \u0000",
            NOON);
    done(store().log(NODE, List.of(odd)));

    assertThat(success(store().newest(1)))
        .singleElement()
        .satisfies(line -> assertThat(line.payload()).isEqualTo(odd.payload()));
  }

  @Test
  default void takesALargeBatch() {
    done(
        store()
            .log(
                NODE,
                IntStream.range(0, 5000)
                    .mapToObj(i -> line("r" + i, i, Status.COMPLETED, NOON))
                    .toList()));

    assertThat(success(store().newest(10_000))).hasSize(5000);
  }

  @Test
  default void keepsReplacesAndDeletesActionMaps() {
    ActionMap first = map("b", "on");
    done(store().save(map("b", "off")));
    done(store().save(first));
    done(store().save(map("a", "on")));

    assertThat(success(store().actionMaps())).containsExactly(map("a", "on"), first);
    assertThat(success(store().deleteActionMap("a"))).isTrue();
    assertThat(success(store().deleteActionMap("a"))).isFalse();
    assertThat(success(store().actionMaps())).containsExactly(first);
  }

  private static ActionMap map(String id, String action) {
    return new ActionMap(
        id,
        "Map",
        ActionMap.Direction.OUTBOUND,
        true,
        3,
        new DeviceId("d"),
        "light",
        new DriverKey("HUE"),
        action,
        "POWER_ON",
        Fields.of("x", "{{payload.y}}\u0000"),
        null,
        Fields.of("scale", 2.55),
        Fields.of("type", "state").with("to", List.of(1, true)),
        Fields.of("type", "state").with("value", null),
        new DeviceId("e"),
        "prg\u20ac");
  }

  private static CommandRecord line(
      String id, long second, Status status, @Nullable Instant endedAt) {
    return new CommandRecord(
        new RequestId(id),
        new DeviceId("d"),
        "turn_on",
        "POWER_ON",
        Fields.of("level", 5),
        Source.REST,
        new UserId("ada"),
        NOON.plusSeconds(second),
        status,
        status == Status.FAILED ? "DRIVER_ERROR" : null,
        status == Status.FAILED ? "No." : null,
        endedAt);
  }
}
