package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.runs.RunJournal;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets runs begin as modes and limits allow, and keeps them until their end is stored. */
final class ActiveRuns {
  static final int MOST = 500;

  private final RunJournal journal;
  private final RunEvents events;
  private final Guard guard;
  private final Births births;
  private final Function<String, Optional<CompiledProgram>> programs;
  private final ActionSteps steps;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Map<String, Run> known = new LinkedHashMap<>();
  private final Map<String, Fields> lastRuns = new HashMap<>();
  private int open;

  /**
   * Makes it without runs.
   *
   * @param programs finds the programs that run one another
   * @param steps makes what does the actions of a run, given who runs other programs
   */
  ActiveRuns(
      RunJournal journal,
      RunEvents events,
      Guard guard,
      Births births,
      Function<String, Optional<CompiledProgram>> programs,
      Function<Deeds.Children, ActionSteps> steps) {
    this.journal = journal;
    this.events = events;
    this.guard = guard;
    this.births = births;
    this.programs = programs;
    this.steps = steps.apply(this::child);
  }

  /**
   * Starts a run. Succeeds when it is durable and has begun, or waits for its turn. Fails: CONFLICT
   * CONFIRMATION_REQUIRED, PROGRAM_DISABLED, ALREADY_RUNNING, LOOP_GUARD · OVERLOADED ·
   * UNAVAILABLE.
   */
  Future<Run> start(Start start) {
    String id = start.program().id();
    Slot slot = slots.computeIfAbsent(id, first -> new Slot());
    Run run;
    try {
      boolean waits = admit(start, slot);
      run = births.run(start, waits ? Status.QUEUED : Status.RUNNING);
      slot.add(run, waits);
    } catch (HubFailure refused) {
      dropIfEmpty(id, slot);
      return Future.failedFuture(refused);
    }
    open++;
    known.put(run.id(), run);
    return journal
        .open(run.bare())
        .onFailure(cause -> abandon(run))
        .map(opened -> opened(run, slot));
  }

  /** Notes a run of which nothing was done because conditions were false. */
  Run skip(Start start, String because, boolean kept) {
    Run run = births.run(start, Status.QUEUED);
    run.skip(because, births.now());
    if (kept) {
      remember(run.bare());
    }
    run.announceEnd(kept ? journal.close(run.bare()) : Future.succeededFuture());
    events.moved(run);
    return run;
  }

  /** Ends a run and those it started; nothing when it has ended. */
  void cancel(Run run, String because) {
    if (run.isEnded()) {
      return;
    }
    Slot slot = slots.get(run.programId());
    boolean waiting = slot != null && slot.isWaiting(run);
    run.cancel(because);
    children(run).forEach(child -> cancel(child, because));
    if (waiting && run.isOpened()) {
      ended(run, null);
    }
  }

  void cancelAll(@Nullable String programId, String because) {
    List.copyOf(known.values()).stream()
        .filter(run -> programId == null || run.programId().equals(programId))
        .forEach(run -> cancel(run, because));
  }

  Optional<Run> find(String runId) {
    return Optional.ofNullable(known.get(runId));
  }

  Collection<Run> all() {
    return List.copyOf(known.values());
  }

  /** Runs another program as a step of a run. */
  private Future<Run> child(Run parent, Action.RunProgram action) {
    return programs
        .apply(action.programId())
        .map(program -> start(parent.start().child(program, action.variables(), parent.id())))
        .orElseGet(() -> Future.failedFuture(HubFailure.notFound("program", action.programId())))
        .compose(child -> awaited(parent, child));
  }

  Optional<Fields> lastRun(String programId) {
    return Optional.ofNullable(lastRuns.get(programId));
  }

  void remember(ProgramRun run) {
    Map<String, @Nullable Object> last = new LinkedHashMap<>();
    last.put("runId", run.runId());
    last.put("status", run.status().name().toLowerCase(Locale.ROOT));
    last.put("startedAt", run.startedAt().toString());
    last.put("endedAt", run.endedAt() == null ? null : run.endedAt().toString());
    lastRuns.put(run.programId(), new Fields(last));
  }

  void forget(String programId) {
    lastRuns.remove(programId);
  }

  private Future<Run> awaited(Run parent, Run child) {
    if (parent.isCancelled()) {
      cancel(child, "The run that started it was cancelled.");
    }
    return child.ended();
  }

  private boolean admit(Start start, Slot slot) {
    Program program = start.program().program();
    requireRunnable(start, program);
    if (open >= MOST) {
      throw HubFailure.overloaded("%d runs are under way.".formatted(open), "Wait for some to end.")
          .reason("TOO_MANY_RUNS");
    }
    guard.requireNoLoop(start);
    boolean waits = slot.mustWait(program.mode(), program.name());
    guard.count(start);
    return waits;
  }

  private static void requireRunnable(Start start, Program program) {
    if (program.confirm() && !start.confirmed()) {
      throw HubFailure.conflict(
          "CONFIRMATION_REQUIRED",
          "'%s' must be confirmed by a person.".formatted(program.name()),
          "Ask, then run it with confirm: true.");
    }
    boolean byHand = start.source() != Source.AUTOMATION && start.above().isEmpty();
    if (!program.enabled() && !(byHand && program.type() == Program.Type.AUTOMATION)) {
      throw HubFailure.conflict(
          "PROGRAM_DISABLED", "'%s' is off.".formatted(program.name()), "Enable it first.");
    }
    if (!program.problems().isEmpty()) {
      throw HubFailure.conflict(
              "PROGRAM_HAS_PROBLEMS",
              "'%s' cannot run.".formatted(program.name()),
              "Mend what the details name and save it.")
          .details(program.problems());
    }
  }

  private Run opened(Run run, Slot slot) {
    run.opened();
    remember(run.bare());
    if (!slot.isWaiting(run)) {
      begin(run, slot);
    } else if (run.isCancelled()) {
      ended(run, null);
    }
    return run;
  }

  private void begin(Run run, Slot slot) {
    if (run.start().program().program().mode() == Program.Mode.RESTART) {
      slot.before(run).forEach(old -> cancel(old, "The program was started anew."));
    }
    boolean waited = run.status() == Status.QUEUED;
    if (!run.begin()) {
      return;
    }
    if (waited) {
      journal.note(run.bare());
      remember(run.bare());
    }
    events.moved(run);
    steps.all(run).onSuccess(done -> ended(run, null)).onFailure(cause -> ended(run, cause));
  }

  private void ended(Run run, @Nullable Throwable cause) {
    run.end(cause, births.now());
    remember(run.bare());
    Future<Void> storing = journal.close(run.bare());
    run.announceEnd(storing);
    run.stored().onComplete(stored -> known.remove(run.id()));
    events.moved(run);
    leave(run);
  }

  /** It could not be stored, so it never was. */
  private void abandon(Run run) {
    known.remove(run.id());
    leave(run);
  }

  private void leave(Run run) {
    open--;
    Slot slot = slots.get(run.programId());
    if (slot == null) {
      return;
    }
    Run next = slot.remove(run);
    if (next != null && next.isOpened()) {
      begin(next, slot);
    }
    dropIfEmpty(run.programId(), slot);
  }

  private void dropIfEmpty(String programId, Slot slot) {
    if (slot.isEmpty()) {
      slots.remove(programId, slot);
    }
  }

  private List<Run> children(Run run) {
    return known.values().stream()
        .filter(other -> run.id().equals(other.start().startedBy()) && !other.isEnded())
        .toList();
  }
}
