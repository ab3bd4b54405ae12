package io.busbar.verticles.programs.engine;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.commands.CommandsContract.ExecuteCommand;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.programs.ProgramsContract.Warned;
import io.busbar.contracts.spaces.SpacesContract.ActivateSource;
import io.busbar.contracts.spaces.SpacesContract.SourceActivated;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.runs.InMemoryRunStore;
import io.busbar.verticles.programs.runs.RunJournal;
import io.busbar.verticles.programs.runs.RunStore;
import io.busbar.verticles.testing.Commanded;
import io.busbar.verticles.testing.ManualClock;
import io.busbar.verticles.testing.ManualTimers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs programs without a bus: devices answer as the test says, time passes when told, everything
 * happens on the thread of the test.
 */
final class Workshop implements Outside, RunEvents {
  static final House HOME = new House("Home", ZoneId.of("Europe/Berlin"), 52.5, 13.4);
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final ManualClock clock = new ManualClock(NOON);
  final ManualTimers timers = new ManualTimers();
  final RunStore store;
  final Map<String, CompiledProgram> book = new HashMap<>();
  final Map<DeviceId, Fields> states = new HashMap<>();
  final List<ExecuteCommand> commands = new ArrayList<>();
  final List<RunProgressed> progress = new ArrayList<>();
  final List<Warned> warnings = new ArrayList<>();
  final List<Notified> notes = new ArrayList<>();
  final List<HttpCaller.Call> calls = new ArrayList<>();
  final List<ActivateSource> activations = new ArrayList<>();
  Function<ExecuteCommand, Future<CommandOutcome>> device = Workshop::obeys;
  Future<HttpCaller.Answer> web = Future.succeededFuture(new HttpCaller.Answer(200, "fine"));
  final ActiveRuns runs;

  Workshop() {
    this(new InMemoryRunStore());
  }

  Workshop(RunStore store) {
    this.store = store;
    AtomicInteger ids = new AtomicInteger();
    Births births = new Births(() -> "run_" + ids.incrementAndGet(), clock);
    RunJournal journal = new RunJournal(store, timers, "node-1");
    Homecoming homecoming = new Homecoming(away -> false, timers);
    this.runs =
        new ActiveRuns(
            journal,
            this,
            new Guard(this, births),
            births,
            id -> Optional.ofNullable(book.get(id)),
            children ->
                new ActionSteps(
                    new Deeds(this, children, homecoming, timers, clock),
                    (conditions, variables) ->
                        ConditionCheck.check(
                            conditions,
                            Surroundings.of(HOME, this::state, variables, clock.instant())),
                    journal,
                    this,
                    clock));
  }

  Future<Run> start(CompiledProgram program) {
    book.put(program.id(), program);
    return runs.start(
        new Start(
            program,
            program.actions(),
            Fields.EMPTY,
            Source.REST,
            "ada",
            null,
            false,
            false,
            false,
            List.of()));
  }

  /** Runs it until it waits for something. */
  Run run(CompiledProgram program) {
    return Objects.requireNonNull(start(program).result());
  }

  ProgramRun stored(Run run) {
    return Objects.requireNonNull(store.find(run.id()).result()).orElseThrow();
  }

  Fields state(DeviceId id) {
    return states.getOrDefault(id, Fields.EMPTY);
  }

  void pass(Duration time) {
    clock.pass(time);
    timers.pass(time);
  }

  List<String> commanded() {
    return commands.stream().map(command -> command.id().value()).toList();
  }

  static Future<CommandOutcome> obeys(ExecuteCommand command) {
    return Future.succeededFuture(Commanded.completed(command));
  }

  @Override
  public Future<CommandOutcome> command(ExecuteCommand command) {
    commands.add(command);
    return device.apply(command);
  }

  @Override
  public Future<SourceActivated> activate(ActivateSource source) {
    activations.add(source);
    return Future.succeededFuture(new SourceActivated(source.id(), source.sourceId(), true));
  }

  @Override
  public Future<HttpCaller.Answer> call(HttpCaller.Call call) {
    calls.add(call);
    return web;
  }

  @Override
  public Future<Void> publish(Action.Mqtt message) {
    return MessageSender.NONE.publish(message);
  }

  @Override
  public void tell(Notified note) {
    notes.add(note);
  }

  @Override
  public void progressed(RunProgressed event) {
    progress.add(event);
  }

  @Override
  public void triggered(AutomationTriggered triggered) {
    throw new AssertionError("Nothing is triggered here");
  }

  @Override
  public void notified(Notified note) {
    notes.add(note);
  }

  @Override
  public void warned(Warned warning) {
    warnings.add(warning);
  }
}
