package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.testing.Outcomes.done;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.HookReceived;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.ReceiveHook;
import io.busbar.contracts.programs.ProgramsContract.RunList;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.programs.ProgramsContract.Warned;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.busbar.contracts.value.Source;
import io.busbar.contracts.value.StateVersion;
import io.busbar.verticles.programs.ProgramBook;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.runs.InMemoryRunStore;
import io.busbar.verticles.programs.runs.RunStore;
import io.busbar.verticles.programs.triggers.InMemoryTriggerStore;
import io.busbar.verticles.programs.triggers.TriggerStore;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.busbar.verticles.testing.TestHub;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An engine on a real bus, among hand-made neighbours. */
final class EngineHouse implements ProgramBook, AutoCloseable {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final DriverInstance HUE = DriverInstance.of("HUE", "hue-1");
  private static final int TURNS = 20;

  final RunStore runs;
  final TriggerStore triggers;
  final List<ExecuteCommand> commands = new CopyOnWriteArrayList<>();
  final List<RunProgressed> progress = new CopyOnWriteArrayList<>();
  final List<AutomationTriggered> triggered = new CopyOnWriteArrayList<>();
  final List<Notified> notified = new CopyOnWriteArrayList<>();
  final List<Warned> warned = new CopyOnWriteArrayList<>();
  volatile Runnable whenCommanded = () -> {};

  private final TestHub hub = TestHub.open();
  private final ManualClock clock = new ManualClock(NOON);
  private final ManualTimers timers = new ManualTimers();
  private final Map<String, CompiledProgram> programs = new ConcurrentHashMap<>();
  private final Map<DeviceId, Fields> states = new ConcurrentHashMap<>();
  private final AtomicInteger version = new AtomicInteger();
  private final Engine engine;
  private final Wiring wiring = new Wiring();
  private @Nullable String deployment;

  EngineHouse() {
    this(new InMemoryRunStore(), new InMemoryTriggerStore());
  }

  EngineHouse(RunStore runs, TriggerStore triggers) {
    this.runs = runs;
    this.triggers = triggers;
    this.engine =
        new Engine(
            hub.bus(),
            Workshop.HOME,
            new Engine.Stores(runs, triggers, "node-1"),
            new Engine.Reach(
                call -> Future.failedFuture(HubFailure.of(FailureCode.UNAVAILABLE, "No web.")),
                MessageSender.NONE),
            timers,
            clock);
  }

  private final class Wiring extends VerticleBase {
    @Override
    public Future<?> start() {
      return engine
          .start(EngineHouse.this)
          .compose(
              started ->
                  Future.all(
                      hub.bus().serve(ProgramsContract.RUN, engine::run),
                      hub.bus().serve(ProgramsContract.LIST_RUNS, engine::list),
                      hub.bus().serve(ProgramsContract.READ_RUN, engine::read),
                      hub.bus().serve(ProgramsContract.CANCEL_RUN, engine::cancel)));
    }

    @Override
    public Future<?> stop() {
      return engine.stop();
    }

    Context own() {
      return context;
    }
  }

  void start() {
    done(hub.bus().serve(CommandsContract.EXECUTE, this::execute));
    done(
        hub.bus()
            .serve(
                StatesContract.LIVE,
                nothing -> Future.succeededFuture(new LiveStates(List.of(), 0))));
    done(hub.bus().listen(ProgramsContract.PROGRESS, progress::add));
    done(hub.bus().listen(ProgramsContract.TRIGGERED, triggered::add));
    done(hub.bus().listen(ProgramsContract.NOTIFIED, notified::add));
    done(hub.bus().listen(ProgramsContract.WARNED, warned::add));
    deployment = hub.deploy(wiring);
  }

  void stop() {
    if (deployment != null) {
      done(hub.vertx().undeploy(deployment));
      deployment = null;
    }
  }

  Engine engine() {
    return engine;
  }

  void book(CompiledProgram... added) {
    for (CompiledProgram program : added) {
      programs.put(program.id(), program);
    }
  }

  void remove(String id) {
    CompiledProgram gone = programs.remove(id);
    if (gone != null) {
      onEngine(
          () ->
              engine.changed(
                  new ProgramChanged(
                      ProgramsContract.Change.REMOVED, gone.program(), Source.REST, null)));
    }
  }

  void started() {
    engine.hubStarted();
  }

  Future<ProgramRun> run(String id, @Nullable Integer waitMs) {
    return hub.bus()
        .request(
            ProgramsContract.RUN,
            new RunProgram(id, null, null, null, null, waitMs, Source.REST, null));
  }

  Future<ProgramRun> off(String id) {
    return hub.bus()
        .request(
            ProgramsContract.RUN,
            new RunProgram(id, null, null, null, true, null, Source.REST, null));
  }

  Future<ProgramRun> read(String runId) {
    return hub.bus().request(ProgramsContract.READ_RUN, new ReadRun(runId));
  }

  Future<RunList> list(ListRuns query) {
    return hub.bus().request(ProgramsContract.LIST_RUNS, query);
  }

  Future<ProgramRun> cancel(String runId) {
    return hub.bus().request(ProgramsContract.CANCEL_RUN, new CancelRun(runId, null));
  }

  Future<HookReceived> hook(String hook, Fields body) {
    return hub.bus().request(ProgramsContract.HOOK, new ReceiveHook(hook, body));
  }

  /** A device says something of itself. */
  void report(String device, String key, Object value) {
    DeviceId id = new DeviceId(device);
    Fields after = states.getOrDefault(id, Fields.EMPTY).with(key, value);
    states.put(id, after);
    hub.bus().publish(StatesContract.CHANGED, changed(id, after, true, Set.of(key)));
  }

  void reportAvailability(String device, boolean online) {
    DeviceId id = new DeviceId(device);
    Fields state = states.getOrDefault(id, Fields.EMPTY);
    hub.bus().publish(StatesContract.CHANGED, changed(id, state, online, Set.of()));
  }

  List<String> commanded() {
    return commands.stream().map(command -> command.id().value()).toList();
  }

  void pass(Duration time) {
    clock.pass(time);
    timers.pass(time);
  }

  /** Lets everything that was set off come to its end. */
  void settle() {
    for (int turn = 0; turn < TURNS; turn++) {
      onEngine(() -> {});
      done(hub.bus().request(StatesContract.LIVE, Nothing.NOTHING));
    }
  }

  @Override
  public Optional<CompiledProgram> find(String id) {
    return Optional.ofNullable(programs.get(id));
  }

  @Override
  public Collection<CompiledProgram> all() {
    return List.copyOf(programs.values());
  }

  @Override
  public void close() {
    stop();
    hub.close();
  }

  private void onEngine(Runnable work) {
    Promise<Void> ran = Promise.promise();
    wiring
        .own()
        .runOnContext(
            turn -> {
              work.run();
              ran.complete();
            });
    done(ran.future());
  }

  private Future<CommandOutcome> execute(ExecuteCommand command) {
    commands.add(command);
    whenCommanded.run();
    return Workshop.obeys(command);
  }

  private StateChanged changed(DeviceId id, Fields state, boolean online, Set<String> keys) {
    return new StateChanged(
        new DeviceState(
            id,
            HUE,
            new StateVersion(1, version.incrementAndGet()),
            state,
            Map.of(),
            clock.instant(),
            clock.instant(),
            online,
            !online,
            false),
        keys,
        Source.DRIVER);
  }
}
