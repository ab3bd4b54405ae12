package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.HUE;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.failure;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReportState;
import io.busbar.contracts.states.StatesContract.StateReported;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InfraredWayTest {
  private static final DriverInstance IR = DriverInstance.of("GENERIC_IR", "one");
  private static final DeviceId TV = new DeviceId("tv");
  private static final Fields NEC =
      Fields.of("protocol", "NEC").with("address", 4).with("command", 8);

  private final Bench bench = Bench.open();
  private final List<ReportState> reported = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  @BeforeEach
  void furnish() {
    done(bench.bus.serve(DriversContract.DELIVER.at(IR), this::deliver));
    done(
        bench.bus.serve(
            StatesContract.REPORT,
            report -> {
              reported.add(report);
              return Future.succeededFuture(new StateReported(new StateVersion(1, 2), true));
            }));
    bench.more.add(extender("attic", "10.0.0.7"));
    bench.more.add(extender("cellar", "10.0.0.8"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void sendsTheCodeOfADeviceThroughTheExtenderItNames() {
    bench.more.add(tv(Fields.of("extenderIp", "10.0.0.8")));

    CommandOutcome outcome = success(command("turn-on", Fields.of("repeat", 3)));

    assertThat(outcome.success()).isTrue();
    assertThat(outcome.deviceId()).isEqualTo(TV);
    assertThat(bench.delivered)
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.command()).isEqualTo("send_code");
              assertThat(sent.externalId()).isEqualTo("extender:cellar");
              assertThat(sent.payload())
                  .isEqualTo(Fields.of("code", NEC.values()).with("repeat", 3));
            });
  }

  @Test
  void assumesWhatTheCodeDoes() {
    bench.more.add(tv(Fields.of("extenderId", "extender:attic")));
    done(command("TURN ON", Fields.EMPTY));

    await().until(() -> !reported.isEmpty());
    ReportState report = reported.get(0);
    assertThat(report.deviceId()).isEqualTo(TV);
    assertThat(report.driver()).isEqualTo(HUE);
    assertThat(report.patch())
        .isEqualTo(Fields.of("power", true).with("extras", Map.of("assumed", true)));
  }

  @Test
  void isWithTheDriverOfTheExtender() {
    bench.more.add(tv(Fields.of("extenderId", "extender:attic")));
    List<CommandProgress> dispatched = new CopyOnWriteArrayList<>();
    done(
        bench.bus.listen(
            CommandsContract.PROGRESS,
            told -> {
              if (told.stage() == Stage.DISPATCHED) {
                dispatched.add(told);
              }
            }));
    silent = true;
    Future<CommandOutcome> outcome = command("turn_on", Fields.EMPTY);
    await().until(() -> !dispatched.isEmpty());
    assertThat(dispatched.get(0).driver()).isEqualTo(IR);

    nodeLost(HUE);
    done(
        bench.bus.request(CommandsContract.LIST_ACTION_MAPS, new ListActionMaps(null, null, null)));
    assertThat(outcome.isComplete()).isFalse();
    nodeLost(IR);
    assertThat(success(outcome).status()).isEqualTo(CommandOutcome.Status.UNKNOWN);
  }

  @Test
  void leavesADriversOwnCommandsToIt() {
    bench.more.add(tv(Fields.of("extenderId", "extender:attic")));
    done(command("mute", Fields.EMPTY));

    assertThat(bench.delivered.get(0).command()).isEqualTo("mute");
    assertThat(bench.delivered.get(0).externalId()).isEqualTo("tv");
    assertThat(reported).isEmpty();
  }

  @Test
  void refusesADeviceWhoseExtenderIsNotThere() {
    bench.more.add(tv(Fields.of("extenderId", "gone")));

    assertThat(failure(command("turn_on", Fields.EMPTY)).reason()).isEqualTo("NO_EXTENDER");
    assertThat(bench.delivered).isEmpty();
  }

  private Future<Delivered> deliver(DeliverCommand command) {
    return silent ? Future.succeededFuture(new Delivered("websocket")) : bench.deliver(command);
  }

  private void nodeLost(DriverInstance driver) {
    bench.bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(
                driver,
                null,
                DriversContract.Status.CONNECTED,
                "websocket",
                "it connected",
                0,
                null,
                NOON)
            .lostWithItsNode(NOON));
  }

  private Future<CommandOutcome> command(String name, Fields payload) {
    return bench.bus.request(
        CommandsContract.EXECUTE,
        new ExecuteCommand(TV, name, payload, null, null, null, Source.REST, null));
  }

  private static Device tv(Fields where) {
    Fields properties =
        where
            .with("irCommands", Map.of("Turn_On", NEC.values(), "Mute", "26004600"))
            .with("stateEffects", Map.of("turn_on", Map.of("power", true)));
    return device(TV, new Endpoint(HUE, "tv"), List.of(), properties, "mute");
  }

  private static Device extender(String name, String address) {
    return device(
        new DeviceId("dev_" + name),
        new Endpoint(IR, "extender:" + name),
        List.of("extender"),
        Fields.of("extenderIp", address),
        "send_code");
  }

  private static Device device(
      DeviceId id, Endpoint endpoint, List<String> tags, Fields properties, String command) {
    return new Device(
        id,
        endpoint,
        id.value(),
        "tv",
        tags,
        Fields.EMPTY,
        properties,
        List.of(new CommandDef(command, command, true, null, null, CommandDef.Origin.DRIVER)),
        null,
        NOON,
        NOON);
  }
}
