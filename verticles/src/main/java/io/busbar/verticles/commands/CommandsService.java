package io.busbar.verticles.commands;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandOutcome.Status;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CheckCommand;
import io.busbar.contracts.commands.CommandsContract.CommandFaults;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.commands.CommandsContract.ExecuteRaw;
import io.busbar.contracts.commands.CommandsContract.Stage;
import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.devices.CommandDef.Origin;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.drivers.DriversContract.DriverStatusChanged;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.RequestId;
import io.busbar.contracts.value.Role;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes commands from every door to the driver that can do them, and knows how each ended. */
public final class CommandsService {
  private static final int DEFAULT_WAIT_MS = 5_000;
  private static final int MAX_WAIT_MS = 30_000;
  private static final int MAX_OPEN = 20_000;
  private static final int REMEMBERED = 2_000;

  private final HubBus bus;
  private final CommandLog log;
  private final ActionMapBook actionMaps;
  private final CommandArguments arguments;
  private final Timers timers;
  private final Clock clock;
  private final String node;
  private final Duration resultWithin;
  private final InfraredWay infrared;
  private final EarlierCommands earlier;
  private final LostDrivers lostDrivers;
  private final RecentCommands recent = new RecentCommands(MAX_OPEN, REMEMBERED);
  private final Map<DeviceId, Device> devices = new HashMap<>();

  /**
   * Makes the service.
   *
   * @param node this node's name: drivers' results come back to it
   * @param resultWithin after this a delivered command's outcome is unknown
   */
  public CommandsService(
      HubBus bus,
      CommandLog log,
      ActionMapBook actionMaps,
      Timers timers,
      Clock clock,
      String node,
      Duration resultWithin) {
    this.bus = bus;
    this.log = log;
    this.actionMaps = actionMaps;
    this.arguments = new CommandArguments();
    this.timers = timers;
    this.clock = clock;
    this.node = node;
    this.resultWithin = resultWithin;
    this.infrared = new InfraredWay(bus);
    this.earlier = new EarlierCommands(log, timers, clock);
    this.lostDrivers = new LostDrivers(clock);
  }

  /** The node drivers' results come back to. */
  String node() {
    return node;
  }

  Future<CommandOutcome> execute(ExecuteCommand asked) {
    return execute(asked, Route.usual(arguments, actionMaps));
  }

  Future<CommandOutcome> executeRaw(ExecuteRaw asked) {
    if (asked.by() != null && asked.by().role() != Role.ADMIN) {
      throw HubFailure.forbidden(
          "Only administrators send actions as they are.", "Send it as a command.");
    }
    return execute(
        new ExecuteCommand(
            asked.id(),
            asked.action(),
            asked.data(),
            null,
            null,
            asked.waitMs(),
            asked.source(),
            asked.by()),
        Route.raw(arguments));
  }

  /** Executes what one action map makes of the command. */
  Future<CommandOutcome> execute(ExecuteCommand asked, ActionMap through) {
    return execute(asked, Route.through(through, arguments));
  }

  private Future<CommandOutcome> execute(ExecuteCommand asked, Route route) {
    int wait = requireWait(asked.waitMs());
    RequestId requestId =
        asked.requestId() == null
            ? new RequestId(UuidCreator.getTimeOrderedEpoch().toString())
            : asked.requestId();
    OpenCommand known = recent.find(requestId);
    if (known != null) {
      return known.isRepeatedBy(asked)
          ? answer(known, wait)
          : Future.failedFuture(EarlierCommands.reused(known));
    }
    OpenCommand command = new OpenCommand(asked, requestId, clock.instant());
    if (!recent.add(command)) {
      return Future.failedFuture(
          HubFailure.overloaded("Too many commands are open.", "Wait for some to end."));
    }
    return asked.requestId() == null
        ? begin(command, route, wait)
        : log.claim(command.record(Status.DISPATCHED, null, null, null))
            .compose(
                used ->
                    used.isEmpty()
                        ? begin(command, route, wait)
                        : repeat(command, used.get(), wait));
  }

  private Future<CommandOutcome> begin(OpenCommand command, Route route, int wait) {
    announce(command, Stage.REQUESTED, null, null, null);
    return device(command.asked().id())
        .compose(device -> dispatch(command, device, route))
        .recover(cause -> refuse(command, cause))
        .compose(delivered -> answer(command, wait));
  }

  /** Another node did it, or does, or this one before it was restarted. */
  private Future<CommandOutcome> repeat(OpenCommand command, CommandRecord before, int wait) {
    recent.forget(command);
    if (!command.repeats(before)) {
      HubFailure reused = EarlierCommands.reused(command);
      command.refuse(reused);
      return Future.failedFuture(reused);
    }
    return earlier.outcome(command, before, wait).onSuccess(command::end).compose(this::withState);
  }

  Future<CommandFaults> check(CheckCommand asked) {
    Route route = Route.usual(arguments, actionMaps);
    return device(asked.deviceId())
        .map(device -> new CommandFaults(CommandCheck.faults(asked, device, route)));
  }

  void settled(CommandSettled settled) {
    OpenCommand command = recent.find(settled.requestId());
    if (command == null || !command.isOpen() || command.isTooEarlyFor(settled)) {
      return;
    }
    conclude(command, settled);
  }

  private void conclude(OpenCommand command, CommandSettled settled) {
    Boolean success = settled.success();
    if (success == null) {
      end(command, Status.UNKNOWN, settled);
      return;
    }
    end(command, success ? Status.COMPLETED : Status.FAILED, settled);
  }

  void deviceChanged(DeviceChanged event) {
    if (event.change() == Change.REMOVED) {
      devices.remove(event.device().id());
      return;
    }
    devices.put(event.device().id(), event.device());
  }

  /** The node of a driver died: nobody will say how its commands ended. */
  void driverChanged(DriverStatusChanged event) {
    if (!lostDrivers.isOneMore(event)) {
      return;
    }
    for (OpenCommand command : recent.openLongerThan(Duration.ZERO, clock.instant())) {
      if (command.isWith(event.driver())) {
        conclude(command, unknown(command, "The node of the driver died."));
      }
    }
  }

  /** Ends what a session should have ended and did not, e.g. because its node died. */
  void expire() {
    Duration grace = resultWithin.plusSeconds(5);
    for (OpenCommand command : recent.openLongerThan(grace, clock.instant())) {
      conclude(command, unknown(command, "No result."));
    }
  }

  private Future<Delivered> dispatch(OpenCommand command, Device device, Route route) {
    ActionMaps.Mapped mapped = route.mapped(device, command.asked().command(), command.payload());
    command.mappedTo(mapped, device);
    Optional<CommandDef> inCatalog = device.command(mapped.command());
    Fields fitting = CommandCheck.fitting(route, inCatalog, mapped);
    return infrared
        .of(device, mapped.command(), fitting)
        .compose(
            way -> {
              boolean known = inCatalog.filter(CommandsService::isOfDriver).isPresent();
              return way.isPresent()
                  ? deliver(command.onceDone(() -> assume(device, way.get())), way.get())
                  : deliver(command, device, mapped.command(), fitting, known);
            });
  }

  private Future<Delivered> deliver(OpenCommand command, InfraredWay.Target way) {
    return deliver(command, way.extender(), InfraredWay.SEND, way.payload(), true);
  }

  private void assume(Device device, InfraredWay.Target way) {
    infrared.assume(device.endpoint().driver(), device, way.effects());
  }

  /**
   * @param known whether the driver itself named the command
   */
  private Future<Delivered> deliver(
      OpenCommand command, Device to, String name, Fields payload, boolean known) {
    DriverInstance driver = to.endpoint().driver();
    if (lostDrivers.has(driver)) {
      return Future.failedFuture(driverOffline());
    }
    command.handOver(driver);
    DeliverCommand delivery =
        new DeliverCommand(
            node,
            to.endpoint().externalId(),
            name,
            payload,
            command.requestId(),
            command.correlationId(),
            known);
    return bus.request(DriversContract.DELIVER.at(driver), delivery)
        .onSuccess(delivered -> dispatched(command, delivered));
  }

  private void dispatched(OpenCommand command, Delivered delivered) {
    CommandSettled early = command.dispatchedOver(delivered.transport());
    log.write(command.record(Status.DISPATCHED, null, null, null));
    announce(command, Stage.DISPATCHED, null, null, null);
    if (early != null) {
      conclude(command, early);
    }
  }

  /** Nothing was sent, or it is not known: either way the command has ended. */
  private Future<Delivered> refuse(OpenCommand command, Throwable cause) {
    HubFailure failure = refusal(command, cause);
    Instant now = clock.instant();
    if (failure.code() == FailureCode.TIMED_OUT && command.isHandedOver()) {
      conclude(command, unknown(command, failure.message()));
      return Future.succeededFuture(new Delivered("unknown"));
    }
    recent.forget(command);
    command.refuse(failure);
    log.write(command.record(Status.FAILED, failure.reason(), failure.message(), now));
    announce(command, Stage.FAILED, Status.FAILED, failure.reason(), failure.message());
    return Future.failedFuture(failure);
  }

  private static CommandSettled unknown(OpenCommand command, String message) {
    return new CommandSettled(command.requestId(), null, "RESULT_TIMEOUT", message, Fields.EMPTY);
  }

  private static HubFailure refusal(OpenCommand command, Throwable cause) {
    if (!(cause instanceof HubFailure failure)) {
      return HubFailure.of(FailureCode.INTERNAL, String.valueOf(cause.getMessage()));
    }
    if (failure.code() == FailureCode.UNAVAILABLE && command.isHandedOver()) {
      return driverOffline();
    }
    return failure;
  }

  private static HubFailure driverOffline() {
    return HubFailure.conflict(
        "DRIVER_OFFLINE",
        "The device's driver is not connected.",
        "Check the driver; it reconnects by itself.");
  }

  private void end(OpenCommand command, Status status, CommandSettled settled) {
    Instant now = clock.instant();
    log.write(command.record(status, settled.code(), settled.message(), now));
    Stage stage = settled.success() == null ? Stage.FAILED : Stage.RESULT;
    bus.publish(
        CommandsContract.PROGRESS,
        command.progress(stage, status, settled.code(), settled.message(), settled.result(), now));
    if (status == Status.COMPLETED) {
      command.done();
    }
    command.end(
        command.outcome(
            status, settled.code(), settled.message(), settled.result(), Fields.EMPTY, now));
    recent.ended(command);
  }

  private Future<CommandOutcome> answer(OpenCommand command, int waitMs) {
    if (!command.isOpen()) {
      return command.ended().compose(this::withState);
    }
    CommandOutcome notYet =
        command.outcome(
            Status.DISPATCHED,
            null,
            "The driver has not answered yet.",
            Fields.EMPTY,
            Fields.EMPTY,
            clock.instant());
    if (waitMs == 0) {
      return withState(notYet);
    }
    Promise<CommandOutcome> first = Promise.promise();
    Timers.Timer deadline =
        timers.after(Duration.ofMillis(waitMs), () -> first.tryComplete(notYet));
    command.ended().onSuccess(first::tryComplete).onFailure(first::tryFail);
    return first.future().onComplete(done -> deadline.cancel()).compose(this::withState);
  }

  private Future<CommandOutcome> withState(CommandOutcome outcome) {
    return bus.request(StatesContract.READ, new ReadState(outcome.deviceId()))
        .map(state -> outcome.withState(state.state()))
        .otherwise(outcome);
  }

  private Future<Device> device(DeviceId id) {
    Device known = devices.get(id);
    return known == null
        ? bus.request(DevicesContract.FIND, new FindDevice(id)).onSuccess(this::remember)
        : Future.succeededFuture(known);
  }

  private void remember(Device device) {
    devices.put(device.id(), device);
  }

  private void announce(
      OpenCommand command,
      Stage stage,
      @Nullable Status outcome,
      @Nullable String code,
      @Nullable String message) {
    bus.publish(
        CommandsContract.PROGRESS,
        command.progress(stage, outcome, code, message, Fields.EMPTY, clock.instant()));
  }

  private static boolean isOfDriver(CommandDef definition) {
    return definition.source() == Origin.DRIVER || definition.source() == Origin.MANIFEST;
  }

  private static int requireWait(@Nullable Integer waitMs) {
    int wait = Objects.requireNonNullElse(waitMs, DEFAULT_WAIT_MS);
    if (wait < 0 || wait > MAX_WAIT_MS) {
      throw HubFailure.invalid(
              "waitMs must be 0 to %d.".formatted(MAX_WAIT_MS), "Leave it out to wait 5 seconds.")
          .reason("VALUE_OUT_OF_RANGE");
    }
    return wait;
  }
}
