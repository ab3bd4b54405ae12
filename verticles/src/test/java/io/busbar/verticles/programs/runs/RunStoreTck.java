package io.busbar.verticles.programs.runs;

import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RunStore} must do. */
interface RunStoreTck {
  Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  String NODE = "node-1";

  /** The store of the running test, empty at its start. */
  RunStore store();

  @Test
  default void keepsARunWithItsSteps() {
    done(store().save(NODE, run("r1", "p", 0, Status.RUNNING, null), List.of()));
    done(
        store()
            .save(
                NODE,
                run("r1", "p", 0, Status.RUNNING, null),
                List.of(step(1, Status.RUNNING), step(0, Status.COMPLETED))));
    done(
        store()
            .save(
                NODE,
                run("r1", "p", 0, Status.FAILED, NOON.plusSeconds(9)),
                List.of(step(1, Status.FAILED))));

    ProgramRun read = success(store().find("r1")).orElseThrow();
    assertThat(read.status()).isEqualTo(Status.FAILED);
    assertThat(read.endedAt()).isEqualTo(NOON.plusSeconds(9));
    assertThat(read.steps())
        .containsExactly(step(0, Status.COMPLETED).step(), step(1, Status.FAILED).step());
    assertThat(read.variables()).isEqualTo(Fields.of("text", "nul \u0000 and more"));
    assertThat(success(store().find("none"))).isEmpty();
  }

  @Test
  default void keepsARunWhoseTextsHoldNullCharacters() {
    Step odd =
        new Step("actions[0]", "device", Status.FAILED, "off\u0000", Fields.EMPTY, NOON, NOON);
    done(
        store()
            .save(
                NODE,
                run("r1", "p\u0000", 0, Status.FAILED, NOON),
                List.of(new NumberedStep(0, odd))));

    assertThat(success(store().find("r1")).orElseThrow().steps()).hasSize(1);
  }

  @Test
  default void listsTheNewestFirst() {
    for (int i = 0; i < 5; i++) {
      Status status = i % 2 == 0 ? Status.COMPLETED : Status.FAILED;
      done(
          store()
              .save(
                  NODE,
                  run("r" + i, i == 4 ? "q" : "p", i, status, NOON),
                  List.of(step(0, status))));
    }

    assertThat(ids(new ListRuns(null, null, null, null)))
        .containsExactly("r4", "r3", "r2", "r1", "r0");
    assertThat(ids(new ListRuns("p", "completed", null, null))).containsExactly("r2", "r0");
    assertThat(ids(new ListRuns(null, null, 2, 1))).containsExactly("r3", "r2");
    assertThat(success(store().list(new ListRuns(null, null, 1, null))).get(0).steps()).isEmpty();
    assertThat(success(store().newestOfEach()))
        .extracting(ProgramRun::runId)
        .containsExactlyInAnyOrder("r3", "r4");
  }

  @Test
  default void saysThatItDoesNotKnowWhatADeadHubDid() {
    done(
        store()
            .save(
                NODE,
                run("r1", "p", 0, Status.RUNNING, null),
                List.of(step(0, Status.COMPLETED), step(1, Status.RUNNING))));
    done(store().save(NODE, run("r2", "p", 1, Status.QUEUED, null), List.of()));
    done(store().save(NODE, run("r3", "p", 2, Status.COMPLETED, NOON), List.of()));
    done(store().save("node-2", run("r4", "p", 3, Status.RUNNING, null), List.of()));

    assertThat(success(store().endAbandoned(NODE, NOON.plusSeconds(60)))).isEqualTo(2);
    ProgramRun lost = success(store().find("r1")).orElseThrow();
    assertThat(lost.status()).isEqualTo(Status.UNKNOWN);
    assertThat(lost.message()).isEqualTo(RunStore.ABANDONED);
    assertThat(lost.endedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(lost.steps())
        .extracting(Step::status)
        .containsExactly(Status.COMPLETED, Status.UNKNOWN);
    assertThat(success(store().find("r2")).orElseThrow().status()).isEqualTo(Status.CANCELLED);
    assertThat(success(store().find("r3")).orElseThrow().status()).isEqualTo(Status.COMPLETED);
    assertThat(success(store().find("r4")).orElseThrow().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  default void forgetsWhatIsOldOrTooMuch() {
    done(store().save(NODE, run("open", "p", 0, Status.RUNNING, null), List.of()));
    for (int i = 1; i < 6; i++) {
      done(
          store()
              .save(
                  NODE,
                  run("r" + i, "p", i, Status.COMPLETED, NOON),
                  List.of(step(0, Status.COMPLETED))));
    }
    done(store().retain(NOON.plusSeconds(2), 3));

    assertThat(ids(new ListRuns(null, null, null, null))).containsExactly("r5", "r4", "r3", "open");
  }

  private List<String> ids(ListRuns query) {
    return success(store().list(query)).stream().map(ProgramRun::runId).toList();
  }

  private static ProgramRun run(
      String id, String program, int second, Status status, @Nullable Instant endedAt) {
    return new ProgramRun(
        id,
        program,
        "Program " + program,
        status,
        Source.REST,
        "ada",
        Fields.of("text", "nul \u0000 and more"),
        List.of(),
        null,
        NOON.plusSeconds(second),
        endedAt);
  }

  private static NumberedStep step(int number, Status status) {
    return new NumberedStep(
        number,
        new Step(
            "actions[%d]".formatted(number),
            "device",
            status,
            status == Status.FAILED ? "It is broken." : null,
            Fields.of("requestId", "r"),
            NOON,
            status == Status.RUNNING ? null : NOON.plusSeconds(1)));
  }
}
