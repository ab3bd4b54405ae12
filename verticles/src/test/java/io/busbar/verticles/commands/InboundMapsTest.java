package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.Bench.SWITCH;
import static io.busbar.verticles.commands.House.HUE;
import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.RemoveActionMap;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.drivers.DriversContract.Status;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.commands.maps.FiringLimit;
import io.busbar.verticles.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboundMapsTest {
  private static final Fields ON = Fields.of("power", true);
  private static final Fields OFF = Fields.of("power", false);
  private static final Fields SWITCH_TO_LAMP =
      Fields.of("id", "m")
          .with("direction", "inbound")
          .with("deviceId", "switch")
          .with("event", Map.of("type", "state", "key", "power", "to", true))
          .with("targetDeviceId", "lamp")
          .with("action", "turn_on");

  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void turnsALampOnWhenASwitchIsTurnedOn() {
    List<CommandProgress> progress = new CopyOnWriteArrayList<>();
    done(bench.bus.listen(CommandsContract.PROGRESS, progress::add));
    save(SWITCH_TO_LAMP);

    bench.change(SWITCH, ON);
    await().until(() -> progress.size() == 3);

    assertThat(bench.delivered).singleElement().extracting("command").isEqualTo("turn_on");
    assertThat(progress).allSatisfy(step -> assertThat(step.source()).isEqualTo(Source.AUTOMATION));
    assertThat(progress.get(2).stage()).isEqualTo(Stage.RESULT);
  }

  @Test
  void actsOnTheTransitionOnly() {
    save(SWITCH_TO_LAMP);

    bench.change(SWITCH, ON);
    bench.change(SWITCH, ON.with("x", 1));
    bench.change(SWITCH, OFF);
    bench.settled();
    assertThat(bench.delivered).hasSize(1);
    bench.change(SWITCH, ON);
    bench.settled();
    assertThat(bench.delivered).hasSize(2);
  }

  @Test
  void takesTheFirstWordOfADeviceForNoChange() {
    save(SWITCH_TO_LAMP.with("deviceId", null));

    bench.change(new DeviceId("new"), ON);
    bench.settled();
    assertThat(bench.delivered).isEmpty();
    bench.change(new DeviceId("new"), OFF);
    bench.change(new DeviceId("new"), ON);
    bench.settled();
    assertThat(bench.delivered).hasSize(1);
  }

  @Test
  void passesTheValueOnAndKeepsTheCatalog() {
    save(
        SWITCH_TO_LAMP
            .with("event", Map.of("type", "state", "key", "level"))
            .with("action", "set_brightness")
            .with("payloadTemplate", Map.of("brightness", "{{value}}"))
            .with("transform", Map.of("scale", 0.5)));

    bench.change(SWITCH, Fields.of("level", 80));
    bench.change(SWITCH, Fields.of("level", 900));
    bench.settled();

    assertThat(bench.delivered)
        .singleElement()
        .extracting("payload")
        .isEqualTo(Fields.of("brightness", 40.0));
  }

  @Test
  void asksItsConditionOfAnotherDevice() {
    save(
        SWITCH_TO_LAMP.with(
            "condition",
            Map.of("type", "numeric", "deviceId", "lamp", "key", "brightness", "below", 50)));
    bench.change(LAMP, Fields.of("brightness", 90));
    bench.change(SWITCH, ON);
    bench.settled();
    assertThat(bench.delivered).isEmpty();

    bench.change(LAMP, Fields.of("brightness", 10));
    bench.change(SWITCH, OFF);
    bench.change(SWITCH, ON);
    bench.settled();
    assertThat(bench.delivered).hasSize(1);
  }

  @Test
  void neverActsOnItsOwnEcho() {
    save(
        SWITCH_TO_LAMP
            .with("deviceId", null)
            .with("event", Map.of("type", "state", "key", "power"))
            .with("action", "toggle"));

    bench.change(SWITCH, ON);
    bench.change(LAMP, ON);
    bench.settled();
    bench.clock.pass(Duration.ofMillis(1999));
    bench.change(LAMP, OFF);
    bench.settled();
    assertThat(bench.delivered).hasSize(1);

    bench.clock.pass(Duration.ofMillis(2));
    bench.change(LAMP, ON);
    bench.settled();
    assertThat(bench.delivered).hasSize(2);
  }

  @Test
  void endsACircleOfTwoMaps() {
    Fields any = SWITCH_TO_LAMP.with("event", Map.of("type", "state", "key", "power"));
    save(any.with("action", "toggle"));
    save(
        any.with("id", "back")
            .with("deviceId", "lamp")
            .with("targetDeviceId", "switch")
            .with("action", "toggle"));

    bench.change(SWITCH, ON);
    bench.change(LAMP, ON);
    bench.change(SWITCH, OFF);
    bench.settled();

    assertThat(bench.delivered).extracting("externalId").containsExactly("l7", "s1");
  }

  @Test
  void pausesAMapThatFiresTooOften() {
    save(SWITCH_TO_LAMP);
    try (CapturedLog log = CapturedLog.open()) {
      for (int i = 0; i < 2 * FiringLimit.MOST; i++) {
        bench.change(SWITCH, ON);
        bench.change(SWITCH, OFF);
      }
      bench.settled();

      assertThat(bench.delivered).hasSize(FiringLimit.MOST);
      assertThat(log.lines()).filteredOn(line -> line.contains("is paused")).hasSize(1);
    }
    bench.clock.pass(FiringLimit.PAUSE);
    bench.change(SWITCH, ON);
    bench.settled();
    assertThat(bench.delivered).hasSize(FiringLimit.MOST + 1);
  }

  @Test
  void runsAProgram() {
    save(
        SWITCH_TO_LAMP
            .with("targetDeviceId", null)
            .with("triggerProgramId", Bench.PROGRAM)
            .with("action", null));

    bench.change(SWITCH, ON);
    await().until(() -> bench.runs.size() == 1);

    RunProgram run = bench.runs.get(0);
    assertThat(run.id()).isEqualTo(Bench.PROGRAM);
    assertThat(run.source()).isEqualTo(Source.AUTOMATION);
    assertThat(run.waitMs()).isZero();
    assertThat(run.variables())
        .isEqualTo(
            Fields.of("actionMapId", "m")
                .with("deviceId", "switch")
                .with("value", true)
                .with("event", ON.values()));
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void hearsMetricsResultsDevicesAndDrivers() {
    listenTo("METRIC_UPDATE", Map.of("key", "t"));
    listenTo("ACTION_RESULT", Map.of("success", true));
    listenTo("DEVICE_UPDATED", Map.of("name", "Switch"));
    listenTo("DRIVER_STATUS", Map.of("status", "crashed"));

    bench.bus.publish(
        TelemetryContract.REPORTED,
        new MetricsReported(
            SWITCH, HUE, List.of(new Point("t", 21, "C", NOON), new Point("u", 1, null, NOON))));
    bench.bus.publish(
        DevicesContract.CHANGED, new DeviceChanged(Change.UPDATED, Bench.wallSwitch()));
    bench.bus.publish(
        DevicesContract.CHANGED, new DeviceChanged(Change.REMOVED, Bench.wallSwitch()));
    driver(Status.RUNNING);
    driver(Status.CRASHED);
    done(bench.bus.request(CommandsContract.EXECUTE, House.ask("turn_on", ON, null, null)));
    await().until(() -> bench.runs.size() == 4);

    assertThat(bench.runs)
        .extracting(run -> variable(run, "actionMapId"))
        .containsExactly("METRIC_UPDATE", "DEVICE_UPDATED", "DRIVER_STATUS", "ACTION_RESULT");
    assertThat(variable(bench.runs.get(0), "value")).isEqualTo(21);
  }

  @Test
  void hearsKeysOfRemotes() {
    Fields key = Fields.of("type", "remote_key").with("key", "OK");
    save(
        Fields.of("id", "any")
            .with("direction", "inbound")
            .with("event", key.values())
            .with("triggerProgramId", Bench.PROGRAM));
    save(
        Fields.of("id", "long")
            .with("direction", "inbound")
            .with("event", key.with("remoteId", "rs90").with("press", "long").values())
            .with("targetDeviceId", "lamp")
            .with("action", "turn_on"));

    press("rs90", "UP", "long");
    press("rs90", "OK", "short");
    press("other", "OK", "long");
    press("rs90", "OK", "long");
    await().until(() -> bench.runs.size() == 3 && bench.delivered.size() == 1);

    assertThat(bench.runs).allSatisfy(run -> assertThat(variable(run, "value")).isEqualTo("OK"));
    assertThat(bench.delivered).extracting("externalId").containsExactly("l7");
  }

  private void press(String remote, String key, String press) {
    bench.bus.publish(
        RemotesContract.KEY,
        new KeyPressed(
            "key_" + remote + key + press, remote, key, press, Source.REMOTE, null, NOON));
  }

  @Test
  void forgetsARemovedMapAndMindsAChangedOne() {
    save(SWITCH_TO_LAMP);
    save(SWITCH_TO_LAMP.with("id", "n"));
    done(bench.bus.request(CommandsContract.REMOVE_ACTION_MAP, new RemoveActionMap("m")));
    save(SWITCH_TO_LAMP.with("id", "n").with("enabled", false));

    bench.change(SWITCH, ON);
    bench.settled();

    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void saysOnceThatNothingCameOfIt() {
    save(
        SWITCH_TO_LAMP
            .with("action", "set_brightness")
            .with("payloadTemplate", Map.of("brightness", "{{state.level}}")));
    try (CapturedLog log = CapturedLog.open()) {
      for (int level : new int[] {500, 500, 50}) {
        bench.change(SWITCH, OFF.with("level", level));
        bench.change(SWITCH, ON);
        bench.settled();
      }

      await().until(() -> bench.delivered.size() == 1);
      await()
          .untilAsserted(
              () -> assertThat(log.lines()).filteredOn(line -> line.contains("again")).hasSize(1));
      assertThat(log.lines()).filteredOn(line -> line.contains("nothing came")).hasSize(1);
    }
  }

  private void listenTo(String event, Map<String, ?> match) {
    Fields map =
        Fields.of("id", event)
            .with("direction", "inbound")
            .with("event", Map.of("type", "driver_event", "name", event, "match", match))
            .with("triggerProgramId", Bench.PROGRAM);
    save(map);
  }

  private static @Nullable Object variable(RunProgram run, String name) {
    return Objects.requireNonNull(run.variables()).get(name);
  }

  private void driver(Status status) {
    bench.bus.publish(
        DriversContract.STATUS,
        new DriverStatusChanged(HUE, "Hue", status, "process", "", 1, null, NOON));
  }

  private void save(Fields body) {
    ActionMap saved = bench.save(body);
    assertThat(saved.id()).isEqualTo(body.get("id"));
  }
}
