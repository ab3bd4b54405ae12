package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.HUE;
import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.commands.House.ask;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsVerticleTest {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Fields NONE = Fields.EMPTY;

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final CommandsStore store = new InMemoryCommandsStore();
  private final List<CommandProgress> progress = new CopyOnWriteArrayList<>();
  private final List<DeliverCommand> delivered = new CopyOnWriteArrayList<>();
  private volatile Function<DeliverCommand, Future<Delivered>> driver =
      command -> Future.succeededFuture(new Delivered("websocket"));

  @BeforeEach
  void start() {
    done(
        hub.bus()
            .serve(
                DevicesContract.FIND,
                question ->
                    question.id().equals(LAMP)
                        ? Future.succeededFuture(House.lamp())
                        : Future.failedFuture(HubFailure.notFound("device", question.id()))));
    done(hub.bus().serve(StatesContract.READ, question -> Future.succeededFuture(lampState())));
    done(
        hub.bus()
            .serve(
                StatesContract.LIVE,
                question -> Future.succeededFuture(new LiveStates(List.of(lampState()), 1))));
    done(
        hub.bus()
            .serve(
                DevicesContract.REGISTERED,
                question -> Future.succeededFuture(new Registered(List.of(House.lamp())))));
    done(hub.bus().listen(CommandsContract.PROGRESS, progress::add));
    CommandLog log = new CommandLog(store, timers, clock.withZone(ZoneOffset.UTC));
    ActionMapBook book = new ActionMapBook(store, new MapReferences(hub.bus()));
    CommandsService service =
        new CommandsService(
            hub.bus(),
            log,
            book,
            timers,
            clock.withZone(ZoneOffset.UTC),
            "node-1",
            Duration.ofMinutes(2));
    InboundMaps inbound = new InboundMaps(hub.bus(), book, service, clock.withZone(ZoneOffset.UTC));
    assertThat(hub.deploy(new CommandsVerticle(hub.bus(), service, book, inbound, log, timers)))
        .isNotBlank();
  }

  @AfterEach
  void close() {
    timers.pass(Duration.ofMillis(50));
    hub.close();
  }

  @Test
  void completesWhenTheDriverConfirms() {
    connect();
    Future<CommandOutcome> outcome =
        execute(ask("set_brightness", Fields.of("value", 40), "r1", null));
    awaitDelivery(1);
    clock.pass(Duration.ofMillis(30));
    settle("r1", true, null, "Done.");

    CommandOutcome done = success(outcome);
    assertThat(done.status()).isEqualTo(Status.COMPLETED);
    assertThat(done.success()).isTrue();
    assertThat(done.message()).isEqualTo("Done.");
    assertThat(done.correlationId()).isEqualTo("r1");
    assertThat(done.state()).isEqualTo(Fields.of("power", true));
    assertThat(done.latencyMs()).isEqualTo(30);
    DeliverCommand sent = delivered.get(0);
    assertThat(sent.payload()).isEqualTo(Fields.of("brightness", 40));
    assertThat(sent.inCatalog()).isTrue();
    assertThat(sent.externalId()).isEqualTo("l7");
    assertThat(sent.askedBy()).isEqualTo("node-1");
  }

  @Test
  void tellsWhoAsked() {
    connect();
    done(execute(House.askedBy("ada")));
    done(execute(ask("turn_on", NONE, "r2", 0)));

    await().until(() -> progress.size() == 4);
    assertThat(progress)
        .filteredOn(event -> event.stage() == Stage.DISPATCHED)
        .extracting(CommandProgress::by)
        .containsExactly("ada", null);
  }

  @Test
  void announcesTheStagesInOrder() {
    connect();
    Future<CommandOutcome> outcome = execute(ask("turn_on", NONE, "r1", null));
    awaitDelivery(1);
    settle("r1", true, null, "Done.");
    done(outcome);

    await().until(() -> progress.size() == 3);
    assertThat(progress)
        .extracting(CommandProgress::stage)
        .containsExactly(Stage.REQUESTED, Stage.DISPATCHED, Stage.RESULT);
    assertThat(progress.get(2).transport()).isEqualTo("websocket");
  }

  @Test
  void keepsTheOrderWhenTheResultIsFasterThanTheDelivery() {
    driver =
        command -> {
          settle("r1", true, null, "Fast.");
          return hub.vertx().timer(30).map(fired -> new Delivered("process"));
        };
    connect();

    assertThat(success(execute(ask("turn_on", NONE, "r1", null))).status())
        .isEqualTo(Status.COMPLETED);
    await().until(() -> progress.size() == 3);
    assertThat(progress)
        .extracting(CommandProgress::stage)
        .containsExactly(Stage.REQUESTED, Stage.DISPATCHED, Stage.RESULT);
  }

  @Test
  void failsWhenTheDriverSaysSo() {
    connect();
    Future<CommandOutcome> outcome = execute(ask("turn_on", NONE, "r1", null));
    awaitDelivery(1);
    settle("r1", false, "DRIVER_ERROR", "No bulb.");

    assertThat(success(outcome).status()).isEqualTo(Status.FAILED);
    assertThat(success(outcome).success()).isFalse();
    assertThat(success(outcome).code()).isEqualTo("DRIVER_ERROR");
  }

  @Test
  void isUnknownWhenTheDriverIsLostAfterDelivery() {
    connect();
    Future<CommandOutcome> outcome = execute(ask("turn_on", NONE, "r1", null));
    awaitDelivery(1);
    settle("r1", null, "DRIVER_DISCONNECTED", "Lost.");

    assertThat(success(outcome).status()).isEqualTo(Status.UNKNOWN);
    await().until(() -> progress.size() == 3);
    assertThat(progress.get(2).stage()).isEqualTo(Stage.FAILED);
    assertThat(progress.get(2).outcome()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void isDispatchedWhenTheDriverTakesItsTimeAndEndsLater() {
    connect();
    Future<CommandOutcome> outcome = execute(ask("turn_on", NONE, "r1", null));
    await().until(() -> timers.isWaiting(WAIT) && progress.size() == 2);
    await()
        .until(
            () -> {
              timers.pass(WAIT);
              return outcome.isComplete();
            });
    assertThat(success(outcome).status()).isEqualTo(Status.DISPATCHED);

    settle("r1", true, null, "Late.");

    await().until(() -> progress.size() == 3);
    assertThat(progress.get(2).outcome()).isEqualTo(Status.COMPLETED);
    assertThat(success(execute(ask("turn_on", NONE, "r1", 0))).message()).isEqualTo("Late.");
    awaitLine("r1", Status.COMPLETED);
  }

  @Test
  void doesNotWaitWhenNotWanted() {
    connect();

    CommandOutcome outcome = success(execute(ask("turn_on", NONE, null, 0)));
    assertThat(outcome.status()).isEqualTo(Status.DISPATCHED);
    assertThat(outcome.correlationId()).isEqualTo(outcome.requestId().value());
    assertThat(failure(execute(ask("turn_on", NONE, null, -1))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure(execute(ask("turn_on", NONE, null, 30_001))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
  }

  @Test
  void saysThatTheDriverIsOffline() {
    HubFailure failure = failure(execute(ask("turn_on", NONE, "r1", null)));

    assertThat(failure.code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure.reason()).isEqualTo("DRIVER_OFFLINE");
    await().until(() -> progress.size() == 2);
    assertThat(progress.get(1).stage()).isEqualTo(Stage.FAILED);
    awaitLine("r1", Status.FAILED);
    connect();
    assertThat(success(execute(ask("turn_on", NONE, "r1", 0))).status())
        .isEqualTo(Status.DISPATCHED);
  }

  @Test
  void sendsNothingForWhatIsRefused() {
    connect();
    assertThat(failure(execute(ask("set_brightness", Fields.of("value", 101), null, 0))).reason())
        .isEqualTo("VALUE_OUT_OF_RANGE");
    assertThat(failure(execute(ask("", NONE, null, 0))).code()).isEqualTo(FailureCode.INVALID);
    ExecuteCommand stranger = ask("turn_on", NONE, null, 0);
    assertThat(
            failure(
                    execute(
                        new ExecuteCommand(
                            new DeviceId("no"),
                            "turn_on",
                            null,
                            null,
                            null,
                            0,
                            stranger.source(),
                            null)))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
    driver = command -> Future.failedFuture(HubFailure.overloaded("Too many are open.", "Wait."));
    assertThat(failure(execute(ask("turn_on", NONE, null, 0))).code())
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(delivered).hasSize(1);
  }

  @Test
  void sendsARepeatedRequestOnce() {
    connect();
    Future<CommandOutcome> first = execute(ask("turn_on", NONE, "r1", null));
    Future<CommandOutcome> second = execute(ask("turn_on", NONE, "r1", null));
    awaitDelivery(1);
    settle("r1", true, null, "Done.");

    assertThat(success(second)).isEqualTo(success(first));
    assertThat(success(execute(ask("turn_on", NONE, "r1", null)))).isEqualTo(success(first));
    assertThat(delivered).hasSize(1);
  }

  @Test
  void refusesARequestIdThatMeantSomethingElse() {
    connect();
    done(execute(ask("turn_on", NONE, "r1", 0)));

    HubFailure failure = failure(execute(ask("turn_on", Fields.of("x", 1), "r1", 0)));
    assertThat(failure.code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure.reason()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(delivered).hasSize(1);
  }

  @Test
  void failsARepetitionWithTheFirstOne() {
    Future<CommandOutcome> first = execute(ask("turn_on", NONE, "r1", null));
    Future<CommandOutcome> second = execute(ask("turn_on", NONE, "r1", null));

    assertThat(failure(first).reason()).isEqualTo("DRIVER_OFFLINE");
    assertThat(failure(second).reason()).isEqualTo("DRIVER_OFFLINE");
  }

  @Test
  void endsAsUnknownWhatNobodySettles() {
    connect();
    done(execute(ask("turn_on", NONE, "r1", 0)));
    clock.pass(Duration.ofSeconds(126));
    timers.pass(Duration.ofSeconds(5));

    await().until(() -> progress.size() == 3);
    assertThat(progress.get(2).code()).isEqualTo("RESULT_TIMEOUT");
    assertThat(success(execute(ask("turn_on", NONE, "r1", 0))).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void sendsWhatAnActionMapSays() {
    connect();
    ActionMap map =
        success(
            hub.bus()
                .request(
                    CommandsContract.SAVE_ACTION_MAP,
                    new SaveActionMap(
                        Fields.of("action", "dim")
                            .with("command", "LEVEL")
                            .with("driverKey", "hue")
                            .with("payloadTemplate", Map.of("l", "{{payload.level}}"))
                            .with("transform", Map.of("scale", 2, "round", true)))));
    done(execute(ask("dim", Fields.of("level", 40), "r1", 0)));

    assertThat(delivered.get(0).command()).isEqualTo("LEVEL");
    assertThat(delivered.get(0).payload()).isEqualTo(Fields.of("l", 80L));
    assertThat(delivered.get(0).inCatalog()).isFalse();
    await().until(() -> progress.size() == 2);
    assertThat(progress.get(1).mappedBy()).isEqualTo(map.id());
    assertThat(progress.get(1).action()).isEqualTo("dim");
  }

  private void connect() {
    done(
        hub.bus()
            .serve(
                DriversContract.DELIVER.at(HUE),
                command -> {
                  delivered.add(command);
                  return driver.apply(command);
                }));
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    return hub.bus().request(CommandsContract.EXECUTE, command);
  }

  private void awaitDelivery(int count) {
    await().until(() -> delivered.size() == count);
  }

  private void awaitLine(String id, Status status) {
    timers.pass(Duration.ofMillis(50));
    await()
        .until(
            () ->
                success(store.newest(10)).stream()
                    .anyMatch(
                        line -> line.requestId().value().equals(id) && line.status() == status));
  }

  private void settle(String id, @Nullable Boolean success, @Nullable String code, String message) {
    hub.bus()
        .publish(
            DriversContract.SETTLED.at("node-1"),
            new CommandSettled(new RequestId(id), success, code, message, Fields.EMPTY));
  }

  private static DeviceState lampState() {
    return new DeviceState(
        LAMP,
        HUE,
        new StateVersion(1, 1),
        Fields.of("power", true),
        Map.of(),
        NOON,
        NOON,
        true,
        false,
        false);
  }
}
