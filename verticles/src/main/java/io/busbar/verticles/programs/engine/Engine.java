package io.busbar.verticles.programs.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Subscription;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.Change;
import io.busbar.contracts.devices.DevicesContract.DeviceChanged;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramsContract;
import io.busbar.contracts.programs.ProgramsContract.CancelRun;
import io.busbar.contracts.programs.ProgramsContract.ListRuns;
import io.busbar.contracts.programs.ProgramsContract.ProgramChanged;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.ReadRun;
import io.busbar.contracts.programs.ProgramsContract.RunList;
import io.busbar.contracts.programs.ProgramsContract.RunProgram;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.remotes.RemotesContract;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.LiveStates;
import io.busbar.contracts.states.StatesContract.StateChanged;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.House;
import io.busbar.contracts.value.Nothing;
import io.busbar.verticles.programs.ProgramBook;
import io.busbar.verticles.programs.ProgramRunner;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.runs.RunJournal;
import io.busbar.verticles.programs.runs.RunStore;
import io.busbar.verticles.programs.triggers.TriggerStore;
import io.busbar.verticles.programs.triggers.Triggers;
import io.busbar.verticles.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs programs, by hand and by their triggers. Used on one context. */
public final class Engine implements ProgramRunner {
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
  private static final Duration KEEP_RUNS = Duration.ofDays(30);
  private static final Duration KEEP_CLAIMS = Duration.ofDays(2);
  private static final Duration CANCEL_WITHIN = Duration.ofMillis(1500);
  private static final int KEPT_RUNS = 10_000;
  private static final long STOP_WITHIN_SECONDS = 5;

  private final HubBus bus;
  private final House house;
  private final Stores stores;
  private final Timers timers;
  private final InstantSource clock;
  private final StateMirror mirror = new StateMirror();
  private final Homecoming homecoming;
  private final RunEvents events;
  private final Guard guard;
  private final ActiveRuns runs;
  private final RunQuestions questions;
  private final Automation automation;
  private final Triggers triggers;
  private final Hooks hooks;
  private final HeardEvents heard;
  private final List<Timers.Timer> tidying = new ArrayList<>();
  private ProgramBook book = new NoPrograms();
  private volatile @Nullable Context own;

  /**
   * Where runs and triggers are kept.
   *
   * @param node this node's name
   */
  public record Stores(RunStore runs, TriggerStore triggers, String node) {}

  /** What programs reach beside the bus. */
  public record Reach(HttpCaller http, MessageSender mqtt) {}

  /** Makes an engine that does nothing until it is started. */
  public Engine(
      HubBus bus, House house, Stores stores, Reach reach, Timers timers, InstantSource clock) {
    this.bus = bus;
    this.house = house;
    this.stores = stores;
    this.timers = timers;
    this.clock = clock;
    this.events = RunEvents.on(bus);
    Births births = new Births(Engine::newId, clock);
    RunJournal journal = new RunJournal(stores.runs(), timers, stores.node());
    Outside outside = new BusOutside(bus, reach.http(), reach.mqtt());
    this.homecoming = new Homecoming(mirror::isAway, timers);
    this.guard = new Guard(events, births);
    this.runs =
        new ActiveRuns(
            journal,
            events,
            guard,
            births,
            this::program,
            children ->
                new ActionSteps(
                    new Deeds(outside, children, homecoming, timers, clock),
                    this::check,
                    journal,
                    events,
                    clock));
    this.questions = new RunQuestions(stores.runs(), runs);
    this.automation =
        new Automation(stores.triggers(), this::program, this::automatic, events, guard, clock);
    this.triggers =
        new Triggers(stores.triggers(), house, timers, clock, mirror::of, automation::fired);
    this.hooks = new Hooks(triggers::called, clock, Engine::newId);
    this.heard = new HeardEvents(triggers::isHeard, triggers::heard);
  }

  @Override
  public Future<Void> start(ProgramBook programs) {
    own = Vertx.currentContext();
    book = programs;
    tidying.add(timers.every(TIDY_EVERY, this::tidy));
    return stores
        .runs()
        .endAbandoned(stores.node(), clock.instant())
        .compose(ended -> stores.runs().newestOfEach())
        .map(this::remember)
        .compose(remembered -> Future.all(subscriptions()))
        .compose(listening -> bus.request(StatesContract.LIVE, Nothing.NOTHING))
        .map(this::learn)
        .onSuccess(learnt -> homecoming.start())
        .compose(learnt -> triggers.start(programs.all()));
  }

  @Override
  public Future<Void> stop() {
    tidying.forEach(Timers.Timer::cancel);
    Collection<Run> open = runs.all();
    runs.cancelAll(null, "The hub stopped.");
    homecoming.stop();
    List<Future<?>> writing = new ArrayList<>();
    writing.add(triggers.stop());
    open.forEach(run -> writing.add(run.stored()));
    return Future.join(writing)
        .timeout(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)
        .transform(done -> Future.succeededFuture());
  }

  /** The hub has started: programs that wait for that run. Callable from any context. */
  public void hubStarted() {
    Context context = own;
    if (context != null) {
      context.runOnContext(turn -> triggers.hubStarted(newId()));
    }
  }

  @Override
  public Future<ProgramRun> run(RunProgram question) {
    int waitMs = RunQuestions.requireWait(question.waitMs());
    CompiledProgram program =
        book.find(question.id()).orElseThrow(() -> HubFailure.notFound("program", question.id()));
    return begin(RunQuestions.start(program, question)).compose(run -> answer(run, waitMs));
  }

  @Override
  public Future<RunList> list(ListRuns question) {
    return questions.list(question);
  }

  @Override
  public Future<ProgramRun> read(ReadRun question) {
    return questions.read(question.runId());
  }

  @Override
  public Future<ProgramRun> cancel(CancelRun question) {
    Optional<Run> known = runs.find(question.runId()).filter(run -> !run.isEnded());
    if (known.isEmpty()) {
      return questions.read(question.runId()).compose(RunQuestions::refuseToCancel);
    }
    String who = question.by() == null ? "" : " by " + question.by().username();
    runs.cancel(known.get(), "It was cancelled%s.".formatted(who));
    return answer(known.get(), (int) CANCEL_WITHIN.toMillis());
  }

  @Override
  public void changed(ProgramChanged change) {
    String id = change.program().id();
    Optional<CompiledProgram> now = book.find(id);
    if (change.change() != ProgramsContract.Change.REMOVED && now.isPresent()) {
      triggers.learn(now.get());
      return;
    }
    triggers.forget(id);
    if (change.change() == ProgramsContract.Change.REMOVED) {
      runs.cancelAll(id, "The program was removed.");
      runs.forget(id);
    }
  }

  @Override
  public Optional<Fields> lastRun(String programId) {
    return runs.lastRun(programId);
  }

  private List<Future<Subscription>> subscriptions() {
    List<Future<Subscription>> all = new ArrayList<>(heard.listen(bus));
    all.add(bus.listen(StatesContract.CHANGED, this::stateChanged));
    all.add(bus.listen(DevicesContract.CHANGED, this::deviceChanged));
    all.add(bus.listen(ProgramsContract.PROGRESS, this::progressed));
    all.add(bus.listen(RemotesContract.KEY, triggers::keyPressed));
    all.add(bus.serve(ProgramsContract.HOOK, hooks::receive));
    return all;
  }

  private void stateChanged(StateChanged event) {
    Fields before = mirror.learn(event.device());
    if (before == null) {
      return;
    }
    homecoming.seen(event.device());
    if (!event.changed().isEmpty() && triggers.isWatched(event.device().deviceId())) {
      triggers.stateChanged(
          event.device().deviceId(),
          before,
          event.device().state(),
          HeardEvents.occasion(event.device()));
    }
    heard.stateChanged(event);
  }

  private void deviceChanged(DeviceChanged event) {
    if (event.change() == Change.REMOVED) {
      mirror.forget(event.device().id());
    }
  }

  private void progressed(RunProgressed event) {
    if (event.progress() == Progress.FINISHED || event.progress() == Progress.FAILED) {
      ProgramRun run = event.run();
      triggers.programEnded(
          run.programId(), run.runId(), run.status().name().toLowerCase(Locale.ROOT));
    }
  }

  private Future<Run> begin(Start start) {
    if (start.evaluateConditions()) {
      ConditionCheck.Verdict verdict = check(start.program().conditions(), start.variables());
      if (!verdict.holds()) {
        return Future.succeededFuture(
            runs.skip(start, "Skipped: " + verdict.because(), !start.automatic()));
      }
    }
    return runs.start(start);
  }

  private void automatic(Start start) {
    begin(start).onFailure(cause -> automation.refused(start, cause));
  }

  /** How the run stands when it has ended, or when the asker waits no longer. */
  private Future<ProgramRun> answer(Run run, int waitMs) {
    if (waitMs == 0 && !run.isEnded()) {
      return Future.succeededFuture(run.whole());
    }
    Promise<Run> first = Promise.promise();
    Timers.Timer deadline =
        timers.after(Duration.ofMillis(Math.max(1, waitMs)), () -> first.tryComplete(run));
    run.stored().onComplete(done -> first.tryComplete(run));
    return first.future().onComplete(done -> deadline.cancel()).map(Run::whole);
  }

  private ConditionCheck.Verdict check(List<Condition> conditions, Fields variables) {
    return ConditionCheck.check(
        conditions, Surroundings.of(house, mirror::of, variables, clock.instant()));
  }

  private Optional<CompiledProgram> program(String id) {
    return book.find(id);
  }

  private void tidy() {
    Instant now = clock.instant();
    guard.tidy();
    hooks.tidy();
    stores.runs().retain(now.minus(KEEP_RUNS), KEPT_RUNS).onComplete(done -> {});
    stores.triggers().forgetClaims(now.minus(KEEP_CLAIMS)).onComplete(done -> {});
  }

  private @Nullable Void remember(List<ProgramRun> newest) {
    newest.forEach(runs::remember);
    return null;
  }

  private @Nullable Void learn(LiveStates live) {
    for (DeviceState state : live.states()) {
      Fields unused = mirror.learn(state);
    }
    return null;
  }

  private static String newId() {
    return "run_" + UuidCreator.getTimeOrderedEpoch();
  }

  /** Before the start. */
  private static final class NoPrograms implements ProgramBook {
    @Override
    public Optional<CompiledProgram> find(String id) {
      return Optional.empty();
    }

    @Override
    public Collection<CompiledProgram> all() {
      return List.of();
    }
  }
}
