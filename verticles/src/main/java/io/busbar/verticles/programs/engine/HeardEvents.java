package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.remotes.RemotesContract.KeyPressed;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.SpaceChanged;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.telemetry.TelemetryContract;
import io.busbar.contracts.telemetry.TelemetryContract.MetricsReported;
import io.busbar.contracts.telemetry.TelemetryContract.Point;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.triggers.HubEvent;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Translates what domains announce into the event catalogue (spec 5), as far as triggers wait for
 * it.
 */
final class HeardEvents {
  private final Predicate<String> wanted;
  private final Consumer<HubEvent> heard;

  HeardEvents(Predicate<String> wanted, Consumer<HubEvent> heard) {
    this.wanted = wanted;
    this.heard = heard;
  }

  List<Future<Subscription>> listen(HubBus bus) {
    return List.of(
        bus.listen(CommandsContract.PROGRESS, this::commanded),
        bus.listen(DevicesContract.CHANGED, this::deviceChanged),
        bus.listen(DriversContract.STATUS, this::driverChanged),
        bus.listen(TelemetryContract.REPORTED, this::measured),
        bus.listen(ProgramsContract.PROGRESS, this::progressed),
        bus.listen(ProgramsContract.TRIGGERED, this::triggered),
        bus.listen(SpacesContract.CHANGED, this::spaceChanged),
        bus.listen(RemotesContract.KEY, this::keyPressed));
  }

  void stateChanged(StateChanged event) {
    DeviceState device = event.device();
    String type = event.changed().isEmpty() ? "DEVICE_UPDATED" : "STATE_UPDATE";
    hear(
        type,
        device.deviceId(),
        () -> occasion(device),
        () ->
            event.changed().isEmpty()
                ? fields("online", device.online(), "stale", device.stale())
                : fields(
                    "state", device.state().values(), "changed", List.copyOf(event.changed())));
  }

  /** One version of one device's state. */
  static String occasion(DeviceState device) {
    return device.deviceId() + "@" + device.version().epoch() + "." + device.version().version();
  }

  private void commanded(CommandProgress event) {
    String type =
        switch (event.stage()) {
          case REQUESTED -> "ACTION_REQUESTED";
          case DISPATCHED -> "ACTION_DISPATCHED";
          case FAILED -> "ACTION_FAILED";
          case RESULT -> "ACTION_RESULT";
        };
    hear(
        type,
        event.deviceId(),
        () -> event.requestId() + " " + event.stage(),
        () ->
            fields("action", event.action(), "command", event.command())
                .with("code", event.code())
                .with("message", event.message())
                .with("success", event.stage() == Stage.RESULT ? event.code() == null : null));
  }

  private void deviceChanged(DeviceChanged event) {
    Device device = event.device();
    hear(
        "DEVICE_" + event.change().name(),
        device.id(),
        () -> device.id() + " " + device.updatedAt() + " " + event.change(),
        () ->
            fields("deviceId", device.id().value(), "name", device.name())
                .with("deviceType", device.deviceType())
                .with("externalId", device.endpoint().externalId()));
  }

  private void driverChanged(DriverStatusChanged event) {
    hear(
        "DRIVER_STATUS",
        null,
        () -> event.driver() + " " + event.at() + " " + event.status(),
        () ->
            fields("status", lower(event.status()), "reason", event.reason())
                .with("driverKey", event.driver().driverKey().value())
                .with("instanceId", event.driver().instanceId().value())
                .with("restarts", event.restarts()));
  }

  private void measured(MetricsReported event) {
    for (Point point : event.points()) {
      hear(
          "METRIC_UPDATE",
          event.deviceId(),
          () -> event.deviceId() + " " + point.key() + " " + point.timestamp(),
          () -> fields("key", point.key(), "value", point.value()).with("unit", point.unit()));
    }
  }

  private void progressed(RunProgressed event) {
    ProgramRun run = event.run();
    hear(
        "PROGRAM_" + event.progress().name(),
        null,
        () -> run.runId() + " " + event.progress() + " " + occasion(event.step()),
        () ->
            fields("programId", run.programId(), "runId", run.runId())
                .with("status", lower(run.status()))
                .with("code", event.code()));
  }

  private void triggered(AutomationTriggered event) {
    hear(
        "AUTOMATION_TRIGGERED",
        null,
        event::id,
        () -> fields("automationId", event.programId(), "trigger", event.trigger().values()));
  }

  private void spaceChanged(SpaceChanged event) {
    hear(
        "SPACE_CHANGED",
        null,
        () -> event.space().id() + " " + event.space().updatedAt() + " " + event.change(),
        () ->
            fields("spaceId", event.space().id(), "change", lower(event.change()))
                .with("activeRemoteSourceId", event.space().activeRemoteSourceId()));
  }

  private void keyPressed(KeyPressed event) {
    hear(
        "REMOTE_KEY",
        null,
        event::pressId,
        () ->
            fields("remoteId", event.remoteId(), "button", event.key())
                .with("press", event.press()));
  }

  private void hear(
      String type, @Nullable DeviceId device, Supplier<String> occasion, Supplier<Fields> payload) {
    if (wanted.test(type)) {
      heard.accept(new HubEvent(type, device, payload.get(), occasion.get()));
    }
  }

  private static String occasion(ProgramRun.@Nullable Step step) {
    return step == null ? "" : step.path() + " " + step.startedAt() + step.status();
  }

  private static Fields fields(
      String first, @Nullable Object one, String second, @Nullable Object other) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(first, one);
    fields.put(second, other);
    return new Fields(fields);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
