package io.busbar.verticles.commands;

import static io.busbar.verticles.commands.House.HUE;
import static io.busbar.verticles.commands.House.LAMP;
import static io.busbar.verticles.commands.House.NOON;
import static io.busbar.verticles.testing.Outcomes.done;
import static io.busbar.verticles.testing.Outcomes.success;
import static org.awaitility.Awaitility.await;

import io.busbar.contracts.bus.BusObserver;
import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.ActionMap;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.CommandProgress;
import io.busbar.contracts.commands.CommandsContract.ListActionMaps;
import io.busbar.contracts.commands.CommandsContract.SaveActionMap;
import io.busbar.contracts.devices.Device;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.FindDevice;
import io.busbar.contracts.devices.DevicesContract.Registered;
import io.busbar.contracts.drivers.DriversContract;
import io.busbar.contracts.drivers.DriversContract.CommandSettled;
import io.busbar.contracts.drivers.DriversContract.DeliverCommand;
import io.busbar.contracts.drivers.DriversContract.Delivered;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.ReadProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatePatch;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.busbar.verticles.testing.Written;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The commands service in a house with a switch and a lamp whose driver does what it is told. */
final class Bench implements AutoCloseable {
  static final DeviceId SWITCH = new DeviceId("switch");
  static final String PROGRAM = "prg_1";

  private final OpenCommandsObserver open = new OpenCommandsObserver();
  final TestHub hub = TestHub.open(open);
  final HubBus bus = hub.bus();
  final ManualClock clock = new ManualClock(NOON);
  final ManualTimers timers = new ManualTimers();
  final CommandsStore store = new InMemoryCommandsStore();
  final List<DeliverCommand> delivered = new CopyOnWriteArrayList<>();
  final List<RunProgram> runs = new CopyOnWriteArrayList<>();
  final List<Device> more = new CopyOnWriteArrayList<>();
  volatile ProgramRun.Status runStatus = ProgramRun.Status.COMPLETED;
  private final Map<DeviceId, Fields> states = new ConcurrentHashMap<>();

  private Bench() {}

  static Bench open() {
    Bench bench = new Bench();
    bench.states.put(SWITCH, Fields.of("power", false));
    bench.states.put(LAMP, Fields.of("power", false));
    bench.serveNeighbours();
    bench.start();
    return bench;
  }

  private void start() {
    Clock now = clock.withZone(ZoneOffset.UTC);
    CommandLog log = new CommandLog(store, timers, now);
    ActionMapBook book = new ActionMapBook(store, new MapReferences(bus));
    CommandsService service =
        new CommandsService(bus, log, book, timers, now, "node-1", Duration.ofMinutes(2));
    InboundMaps inbound = new InboundMaps(bus, book, service, now);
    done(
        hub.vertx().deployVerticle(new CommandsVerticle(bus, service, book, inbound, log, timers)));
  }

  private void serveNeighbours() {
    done(bus.serve(DevicesContract.FIND, this::find));
    done(
        bus.serve(
            DevicesContract.REGISTERED,
            question ->
                Future.succeededFuture(
                    new Registered(
                        Stream.concat(Stream.of(House.lamp(), wallSwitch()), more.stream())
                            .toList()))));
    done(bus.serve(StatesContract.READ, this::read));
    done(
        bus.serve(
            StatesContract.LIVE,
            question ->
                Future.succeededFuture(
                    new LiveStates(states.keySet().stream().map(this::state).toList(), 1))));
    done(bus.serve(ProgramsContract.READ, Bench::program));
    done(bus.serve(ProgramsContract.RUN, this::run));
    done(bus.serve(DriversContract.DELIVER.at(HUE), this::deliver));
  }

  /** Saves an action map. */
  ActionMap save(Fields body) {
    return success(bus.request(CommandsContract.SAVE_ACTION_MAP, new SaveActionMap(body)));
  }

  /** A device's state changes, and everybody hears of it. */
  void change(DeviceId device, Fields patch) {
    Fields before = states.getOrDefault(device, Fields.EMPTY);
    Fields after = StatePatch.apply(before, patch);
    states.put(device, after);
    bus.publish(
        StatesContract.CHANGED,
        new StateChanged(state(device), StatePatch.changed(before, after), Source.DRIVER));
  }

  /** Waits until everything announced so far was heard, and every command of it has ended. */
  void settled() {
    done(bus.request(CommandsContract.LIST_ACTION_MAPS, new ListActionMaps(null, null, null)));
    await().until(() -> open.count.get() == 0);
  }

  /** Counts commands up when they are requested and down when they end. */
  private static final class OpenCommandsObserver implements BusObserver {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void announced(EventAddress<?> address, Object event, String traceId) {
      if (event instanceof CommandProgress progress) {
        int unused =
            switch (progress.stage()) {
              case REQUESTED -> count.incrementAndGet();
              case DISPATCHED -> count.get();
              case FAILED, RESULT -> count.decrementAndGet();
            };
      }
    }
  }

  /** Answers what is delivered to the driver of a device, as done. */
  Future<Delivered> deliver(DeliverCommand command) {
    delivered.add(command);
    bus.publish(
        DriversContract.SETTLED.at("node-1"),
        new CommandSettled(command.requestId(), true, null, "Done.", Fields.EMPTY));
    return Future.succeededFuture(new Delivered("websocket"));
  }

  private Future<ProgramRun> run(RunProgram question) {
    runs.add(question);
    return Future.succeededFuture(
        new ProgramRun(
            "run_1",
            question.id(),
            "Evening",
            runStatus,
            question.source(),
            null,
            Fields.EMPTY,
            List.of(),
            null,
            NOON,
            NOON.plusMillis(7)));
  }

  private Future<Device> find(FindDevice question) {
    Device added =
        more.stream().filter(each -> each.id().equals(question.id())).findFirst().orElse(null);
    if (added != null) {
      return Future.succeededFuture(added);
    }
    if (question.id().equals(LAMP)) {
      return Future.succeededFuture(House.lamp());
    }
    return question.id().equals(SWITCH)
        ? Future.succeededFuture(wallSwitch())
        : Future.failedFuture(HubFailure.notFound("device", question.id()));
  }

  private Future<DeviceState> read(ReadState question) {
    return Future.succeededFuture(state(question.id()));
  }

  private DeviceState state(DeviceId device) {
    return new DeviceState(
        device,
        HUE,
        new StateVersion(1, 1),
        states.getOrDefault(device, Fields.EMPTY),
        Map.of(),
        NOON,
        NOON,
        true,
        false,
        false);
  }

  static Device wallSwitch() {
    return new Device(
        SWITCH,
        new Endpoint(HUE, "s1"),
        "Switch",
        "switch",
        List.of(),
        Fields.EMPTY,
        Fields.EMPTY,
        List.of(),
        null,
        NOON,
        NOON);
  }

  private static Future<Program> program(ReadProgram question) {
    return question.id().equals(PROGRAM)
        ? Future.succeededFuture(evening())
        : Future.failedFuture(HubFailure.notFound("program", question.id()));
  }

  private static Program evening() {
    return Written.scene(PROGRAM, "Evening").saved();
  }

  @Override
  public void close() {
    timers.pass(Duration.ofMillis(50));
    hub.close();
  }
}
