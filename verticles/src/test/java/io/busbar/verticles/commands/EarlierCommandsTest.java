package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Request ids that another node took, or this one in an earlier life. */
class EarlierCommandsTest {
  private static final RequestId ID = new RequestId("r1");
  private static final String CELLAR = "cellar";

  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void tellsHowItEndedAndDoesNothing() {
    for (Status ended : List.of(Status.COMPLETED, Status.UNKNOWN)) {
      logged("turn_on", ended);
      CommandOutcome outcome = success(execute("turn_on", 1000));
      assertThat(outcome.status()).isEqualTo(ended);
      assertThat(outcome.message()).isEqualTo("Said before.");
      assertThat(outcome.state()).isEqualTo(Fields.of("power", false));
    }
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void refusesItForAnotherCommand() {
    logged("turn_off", Status.COMPLETED);
    assertThat(failure(execute("turn_on", 1000)).reason()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void waitsForWhatAnotherNodeHasUnderWay() {
    logged("turn_on", Status.DISPATCHED);
    Future<CommandOutcome> answer = execute("turn_on", 1000);
    await().until(() -> bench.timers.isWaiting(Duration.ofMillis(200)));
    logged("turn_on", Status.COMPLETED);
    bench.timers.pass(Duration.ofMillis(200));
    assertThat(success(answer).status()).isEqualTo(Status.COMPLETED);
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void tellsThatItIsUnderWayWhenTheTimeIsUp() {
    logged("turn_on", Status.DISPATCHED);
    Future<CommandOutcome> answer = execute("turn_on", 100);
    await().until(() -> bench.timers.isWaiting(Duration.ofMillis(200)));
    bench.clock.pass(Duration.ofMillis(200));
    bench.timers.pass(Duration.ofMillis(200));
    assertThat(success(answer).status()).isEqualTo(Status.DISPATCHED);
  }

  @Test
  void doesAnewWhatFailed() {
    logged("turn_on", Status.FAILED);
    assertThat(success(execute("turn_on", 1000)).status()).isEqualTo(Status.COMPLETED);
    assertThat(bench.delivered).hasSize(1);
  }

  private Future<CommandOutcome> execute(String command, int waitMs) {
    return bench.bus.request(
        CommandsContract.EXECUTE,
        new ExecuteCommand(LAMP, command, Fields.EMPTY, ID, null, waitMs, Source.REST, null));
  }

  private void logged(String action, Status status) {
    done(
        bench.store.log(
            CELLAR,
            List.of(
                new CommandRecord(
                    ID,
                    LAMP,
                    action,
                    action,
                    Fields.EMPTY,
                    Source.REST,
                    null,
                    NOON,
                    status,
                    null,
                    "Said before.",
                    status == Status.DISPATCHED ? null : NOON))));
  }
}
