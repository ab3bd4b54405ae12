package io.busbar.drivers.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.driver.DriverFrame.ActionResult;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** What holds for the correlation of results, whatever is open. */
final class OpenCommandsLawsTest {
  @Provide
  Arbitrary<DeliverCommand> commands() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.of("lamp", "plug"),
            Arbitraries.of("on", "off"),
            Arbitraries.of("c1", "c2", "c3"))
        .as(
            (request, device, command, correlation) ->
                new DeliverCommand(
                    "node",
                    device,
                    command,
                    Fields.EMPTY,
                    new RequestId("r" + request),
                    correlation,
                    true));
  }

  @Property(tries = 300)
  void aRequestIdFindsItsOwnCommandAndOnce(
      @ForAll @Size(min = 1, max = 20) @UniqueElements(by = ById.class)
          List<@From("commands") DeliverCommand> commands,
      @ForAll @IntRange(max = 19) int index) {
    OpenCommands open = opened(commands);
    DeliverCommand wanted = commands.get(index % commands.size());
    ActionResult result = result("other", "odd", wanted.requestId().value(), "none");

    assertThat(open.take(result)).contains(wanted);
    assertThat(open.take(result)).isEmpty();
    assertThat(open.size()).isEqualTo(commands.size() - 1);
    assertThat(open.takeAll()).isEqualTo(without(commands, wanted));
  }

  @Property(tries = 300)
  void withoutARequestIdTheOldestMatchIsTaken(
      @ForAll @Size(max = 20) @UniqueElements(by = ById.class)
          List<@From("commands") DeliverCommand> commands) {
    OpenCommands open = opened(commands);

    Optional<DeliverCommand> byCorrelation =
        commands.stream().filter(one -> one.correlationId().equals("c2")).findFirst();
    assertThat(open.take(result("lamp", "on", null, "c2"))).isEqualTo(byCorrelation);

    List<DeliverCommand> left =
        byCorrelation.map(taken -> without(commands, taken)).orElse(commands);
    Optional<DeliverCommand> byName =
        left.stream()
            .filter(one -> one.externalId().equals("lamp") && one.command().equals("on"))
            .findFirst();
    assertThat(open.take(result("lamp", "ON", null, null))).isEqualTo(byName);
  }

  @Property(tries = 300)
  void anUnknownRequestIdTakesNothing(
      @ForAll @Size(max = 20) @UniqueElements(by = ById.class)
          List<@From("commands") DeliverCommand> commands) {
    OpenCommands open = opened(commands);

    assertThat(open.take(result("lamp", "on", "late", "c1"))).isEmpty();

    assertThat(open.size()).isEqualTo(commands.size());
  }

  @Property(tries = 300)
  void everyCommandExpiresOnceAndAtItsDeadline(
      @ForAll @Size(max = 20) List<@From("commands") DeliverCommand> commands) {
    OpenCommands open = new OpenCommands(1000);
    long now = 0;
    for (DeliverCommand command : commands) {
      open.add(command, ++now);
    }
    List<DeliverCommand> expired = new ArrayList<>();
    for (long time = 1; time <= now; time++) {
      for (DeliverCommand command : open.takeExpired(time)) {
        assertThat(lastIndex(commands, command)).isEqualTo((int) time - 1);
        expired.add(command);
      }
    }

    assertThat(expired).doesNotHaveDuplicates().hasSize((int) distinct(commands));
    assertThat(open.size()).isZero();
  }

  @Property(tries = 100)
  void isFullAtItsLimit(@ForAll @IntRange(min = 1, max = 50) int limit) {
    OpenCommands small = new OpenCommands(limit);
    for (int i = 0; i < limit; i++) {
      assertThat(small.isFull()).isFalse();
      small.add(
          new DeliverCommand("node", "d", "c", Fields.EMPTY, new RequestId("r" + i), "c" + i, true),
          1);
    }

    assertThat(small.isFull()).isTrue();
  }

  private static OpenCommands opened(List<DeliverCommand> commands) {
    OpenCommands open = new OpenCommands(1000);
    commands.forEach(command -> open.add(command, 10));
    return open;
  }

  private static int lastIndex(List<DeliverCommand> commands, DeliverCommand command) {
    int last = -1;
    for (int i = 0; i < commands.size(); i++) {
      last = commands.get(i).requestId().equals(command.requestId()) ? i : last;
    }
    return last;
  }

  private static long distinct(List<DeliverCommand> commands) {
    return commands.stream().map(DeliverCommand::requestId).distinct().count();
  }

  private static List<DeliverCommand> without(List<DeliverCommand> all, DeliverCommand one) {
    return all.stream().filter(other -> !other.equals(one)).toList();
  }

  private static ActionResult result(
      String device, String command, @Nullable String request, @Nullable String correlation) {
    return new ActionResult(null, device, command, true, null, request, correlation, Fields.EMPTY);
  }

  /** Request ids are never used twice. */
  static final class ById implements Function<Object, Object> {
    @Override
    public Object apply(Object command) {
      return Objects.requireNonNull((DeliverCommand) command).requestId();
    }
  }
}
