package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentCommandsTest {
  private final RecentCommands recent = new RecentCommands(2, 1);

  @Test
  void refusesWhenTooManyAreOpen() {
    OpenCommand first = add("a", NOON);
    OpenCommand unused = add("b", NOON);
    assertThat(recent.add(open("c", NOON))).isFalse();
    end(first);
    assertThat(recent.add(open("c", NOON))).isTrue();
  }

  @Test
  void forgetsTheOneThatEndedFirst() {
    OpenCommand first = add("a", NOON);
    OpenCommand second = add("b", NOON);
    end(second);
    end(first);

    assertThat(recent.find(new RequestId("a"))).isSameAs(first);
    assertThat(recent.find(new RequestId("b"))).isNull();
  }

  @Test
  void forgetsWhatItIsToldTo() {
    OpenCommand command = add("a", NOON);
    recent.forget(open("a", NOON));
    assertThat(recent.find(new RequestId("a"))).isSameAs(command);
    recent.forget(command);
    assertThat(recent.find(new RequestId("a"))).isNull();
  }

  @Test
  void findsTheOpenOnesThatAreTooOld() {
    OpenCommand old = add("a", NOON);
    OpenCommand young = add("b", NOON.plusSeconds(10));

    assertThat(recent.openLongerThan(Duration.ofSeconds(5), NOON.plusSeconds(12)))
        .containsExactly(old)
        .doesNotContain(young);
    end(old);
    assertThat(recent.openLongerThan(Duration.ofSeconds(5), NOON.plusSeconds(12))).isEmpty();
  }

  private OpenCommand add(String id, Instant at) {
    OpenCommand command = open(id, at);
    assertThat(recent.add(command)).isTrue();
    return command;
  }

  private static OpenCommand open(String id, Instant at) {
    return new OpenCommand(House.ask("turn_on", Fields.EMPTY, id, null), new RequestId(id), at);
  }

  private void end(OpenCommand command) {
    command.end(command.outcome(Status.COMPLETED, null, "Done.", Fields.EMPTY, Fields.EMPTY, NOON));
    recent.ended(command);
  }
}
