package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of commands that were open when a node died. */
class AbandonedCommandsTest {
  private static final Duration RESULT = Duration.ofMinutes(2);
  private static final String ATTIC = "attic";
  private static final String CELLAR = "cellar";

  private final TestHub hub = TestHub.open();
  private final ManualClock manual = new ManualClock(NOON);
  private final Clock clock = manual.withZone(ZoneOffset.UTC);
  private final ManualTimers timers = new ManualTimers();
  private final CommandsStore store = new InMemoryCommandsStore();

  @BeforeEach
  void start() {
    done(
        hub.bus()
            .serve(
                StatesContract.LIVE,
                question -> Future.succeededFuture(new LiveStates(List.of(), 1))));
    done(
        hub.bus()
            .serve(
                DevicesContract.REGISTERED,
                question -> Future.succeededFuture(new Registered(List.of()))));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void endsItsOwnAtOnceAndThoseOfOthersWhenTheirTimeIsOver() {
    open(ATTIC);
    open(CELLAR);
    manual.pass(Duration.ofSeconds(20));
    deploy(new CommandLog.Place(ATTIC, RESULT));
    assertThat(statusOf(ATTIC)).isEqualTo(Status.UNKNOWN);
    assertThat(statusOf(CELLAR)).isEqualTo(Status.DISPATCHED);

    pass(Duration.ofMinutes(2));
    await().untilAsserted(() -> assertThat(statusOf(CELLAR)).isEqualTo(Status.UNKNOWN));
  }

  @Test
  void leavesWhatIsOpenOfItsOwnLife() {
    open(CELLAR);
    deploy(new CommandLog.Place(ATTIC, RESULT));
    manual.pass(Duration.ofMinutes(2));
    open(ATTIC);
    pass(Duration.ofMinutes(1));
    await().untilAsserted(() -> assertThat(statusOf(CELLAR)).isEqualTo(Status.UNKNOWN));
    assertThat(statusOf(ATTIC)).isEqualTo(Status.DISPATCHED);
  }

  @Test
  void endsAllOnceWhenItIsAlone() {
    open(CELLAR);
    manual.pass(Duration.ofSeconds(1));
    deploy(new CommandLog.Place(ATTIC, Duration.ZERO));
    assertThat(statusOf(CELLAR)).isEqualTo(Status.UNKNOWN);

    assertThat(timers.isWaiting(Duration.ofMinutes(1))).isFalse();
  }

  private void pass(Duration time) {
    manual.pass(time);
    timers.pass(time);
  }

  private void open(String node) {
    done(
        store.log(
            node,
            List.of(
                new CommandRecord(
                    new RequestId(node),
                    LAMP,
                    "turn_on",
                    "setState",
                    Fields.EMPTY,
                    Source.REST,
                    null,
                    manual.instant(),
                    Status.DISPATCHED,
                    null,
                    null,
                    null))));
  }

  private Status statusOf(String node) {
    return success(store.newest(10)).stream()
        .filter(line -> line.requestId().value().equals(node))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private void deploy(CommandLog.Place place) {
    CommandLog log = new CommandLog(store, timers, clock, place);
    ActionMapBook book = new ActionMapBook(store, new MapReferences(hub.bus()));
    CommandsService service =
        new CommandsService(hub.bus(), log, book, timers, clock, place.node(), RESULT);
    InboundMaps inbound = new InboundMaps(hub.bus(), book, service, clock);
    assertThat(hub.deploy(new CommandsVerticle(hub.bus(), service, book, inbound, log, timers)))
        .isNotBlank();
  }
}
