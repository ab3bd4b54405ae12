package io.busbar.verticles.commands;

import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.ActionMap.Direction;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract.ActionMapTriggered;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.ReadActionMap;
import io.busbar.contracts.commands.CommandsContract.TriggerActionMap;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.commands.maps.InboundMap;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs action maps by hand (ACTION_MAP_TRIGGER, spec 4.3). */
final class MapRuns {
  private static final int WAIT_MS = 5_000;
  private static final String DEVICE = "deviceId";

  private final HubBus bus;
  private final ActionMapBook book;
  private final CommandsService commands;
  private final InboundMaps inbound;

  MapRuns(HubBus bus, ActionMapBook book, CommandsService commands, InboundMaps inbound) {
    this.bus = bus;
    this.book = book;
    this.commands = commands;
    this.inbound = inbound;
  }

  Future<ActionMapTriggered> trigger(TriggerActionMap asked) {
    return book.read(new ReadActionMap(asked.id())).compose(map -> run(map, asked));
  }

  /** The question that runs the program of an inbound map. */
  static RunProgram program(
      ActionMap map,
      @Nullable DeviceId device,
      Fields event,
      @Nullable Object value,
      int waitMs,
      Source source,
      @Nullable Principal by) {
    Fields variables =
        Fields.of("actionMapId", map.id())
            .with(DEVICE, device == null ? null : device.value())
            .with("value", value)
            .with("event", event.values());
    String program = Objects.requireNonNull(map.triggerProgramId());
    return new RunProgram(program, variables, null, null, null, waitMs, source, by);
  }

  private Future<ActionMapTriggered> run(ActionMap map, TriggerActionMap asked) {
    Fields given = Objects.requireNonNullElse(asked.data(), Fields.EMPTY);
    if (map.direction() == Direction.OUTBOUND) {
      return outbound(map, given, asked);
    }
    return map.triggerProgramId() == null ? inbound(map, given, asked) : program(map, given, asked);
  }

  private Future<ActionMapTriggered> outbound(ActionMap map, Fields given, TriggerActionMap asked) {
    DeviceId named = given.text(DEVICE).map(DeviceId::new).orElse(null);
    DeviceId device = map.deviceId() == null ? named : map.deviceId();
    if (device == null) {
      throw HubFailure.invalid(
          "data.deviceId is missing: the action map is of no one device.",
          "Name a device it applies to.");
    }
    Fields payload = map.deviceId() == null ? given.without(DEVICE) : given;
    return commands
        .execute(command(device, map.action(), payload, asked), map)
        .map(outcome -> triggered(map, outcome));
  }

  private Future<ActionMapTriggered> inbound(ActionMap map, Fields given, TriggerActionMap asked) {
    DeviceId target = map.targetDeviceId();
    if (target == null) {
      throw HubFailure.invalid(
          "The action map %s does nothing.".formatted(map.id()),
          "Save it again with a targetDeviceId or a triggerProgramId.");
    }
    Fields state = map.deviceId() == null ? Fields.EMPTY : inbound.stateOf(map.deviceId());
    Fields arguments = InboundMap.of(map).arguments(state, given, given.get("value"));
    return commands
        .execute(command(target, map.command(), arguments, asked))
        .map(outcome -> triggered(map, outcome));
  }

  private static ExecuteCommand command(
      DeviceId device, String action, Fields payload, TriggerActionMap asked) {
    return new ExecuteCommand(
        device, action, payload, null, null, WAIT_MS, asked.source(), asked.by());
  }

  private Future<ActionMapTriggered> program(ActionMap map, Fields given, TriggerActionMap asked) {
    return bus.request(
            ProgramsContract.RUN,
            program(
                map,
                map.deviceId(),
                given,
                given.get("value"),
                WAIT_MS,
                asked.source(),
                asked.by()))
        .map(run -> triggered(map, run));
  }

  private static ActionMapTriggered triggered(ActionMap map, CommandOutcome outcome) {
    return new ActionMapTriggered(
        map.id(),
        outcome.requestId().value(),
        outcome.correlationId(),
        outcome.deviceId(),
        null,
        outcome.command(),
        outcome.status(),
        outcome.success(),
        outcome.message(),
        outcome.code(),
        outcome.result(),
        outcome.state(),
        outcome.latencyMs());
  }

  private static ActionMapTriggered triggered(ActionMap map, ProgramRun run) {
    String stands = run.status().name().toLowerCase(Locale.ROOT);
    Status status = status(run.status());
    Instant ended = run.endedAt();
    return new ActionMapTriggered(
        map.id(),
        run.runId(),
        run.runId(),
        null,
        run.programId(),
        null,
        status,
        status == Status.COMPLETED,
        Objects.requireNonNullElse(run.message(), "The program is %s.".formatted(stands)),
        status == Status.FAILED ? "PROGRAM_" + run.status().name() : null,
        Fields.of("runId", run.runId()).with("status", stands),
        Fields.EMPTY,
        ended == null ? 0 : Duration.between(run.startedAt(), ended).toMillis());
  }

  private static Status status(ProgramRun.Status status) {
    return switch (status) {
      case QUEUED, RUNNING -> Status.DISPATCHED;
      case COMPLETED, SKIPPED -> Status.COMPLETED;
      case FAILED, CANCELLED -> Status.FAILED;
      case UNKNOWN -> Status.UNKNOWN;
    };
  }
}
