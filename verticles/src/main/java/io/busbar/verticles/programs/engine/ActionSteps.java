package io.busbar.verticles.programs.engine;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramsContract.Progress;
import io.busbar.contracts.programs.ProgramsContract.RunProgressed;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.programs.runs.NumberedStep;
import io.busbar.verticles.programs.runs.RunJournal;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the actions of a run: in order, side by side, if, again. Each is a step of the run. */
final class ActionSteps {
  private final Deeds deeds;
  private final BiFunction<List<Condition>, Fields, ConditionCheck.Verdict> conditions;
  private final RunJournal journal;
  private final RunEvents events;
  private final InstantSource clock;

  ActionSteps(
      Deeds deeds,
      BiFunction<List<Condition>, Fields, ConditionCheck.Verdict> conditions,
      RunJournal journal,
      RunEvents events,
      InstantSource clock) {
    this.deeds = deeds;
    this.conditions = conditions;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /** Succeeds when all is done; fails with what ended it before. */
  Future<Void> all(Run run) {
    try {
      return isScene(run) ? scene(run, run.start().actions()) : inOrder(run, run.start().actions());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static boolean isScene(Run run) {
    return run.start().program().program().type() == Program.Type.SCENE;
  }

  private Future<Void> scene(Run run, List<Action> actions) {
    List<Action> devices = actions.stream().filter(Action.Device.class::isInstance).toList();
    List<Action> others =
        actions.stream().filter(action -> !(action instanceof Action.Device)).toList();
    return sideBySide(run, devices).compose(done -> inOrder(run, others));
  }

  private Future<Void> inOrder(Run run, List<Action> actions) {
    Iterator<Action> left = actions.iterator();
    return Trampoline.each(() -> left.hasNext() ? perform(run, left.next()) : null);
  }

  /** All of them begin; the first failure is told when all have ended. */
  private Future<Void> sideBySide(Run run, List<Action> actions) {
    List<Future<Void>> under = new ArrayList<>();
    actions.forEach(action -> under.add(perform(run, action)));
    return Future.join(under).mapEmpty();
  }

  private Future<Void> perform(Run run, Action action) {
    if (run.isCancelled()) {
      return Run.cancellation();
    }
    if (action instanceof Action.Parallel parallel) {
      return step(
          run, action, () -> sideBySide(run, parallel.actions()).map(Done.completed(Fields.EMPTY)));
    }
    if (action instanceof Action.If branch) {
      return branch(run, branch);
    }
    if (action instanceof Action.Repeat repeat) {
      return step(run, action, () -> repeat(run, repeat));
    }
    return step(run, action, () -> run.untilCancelled(deeds.perform(run, action)));
  }

  /** The step is the decision; what follows from it are steps of their own. */
  private Future<Void> branch(Run run, Action.If branch) {
    ConditionCheck.Verdict verdict = holds(run, branch.conditions());
    NumberedStep begun = begin(run, branch);
    end(
        run,
        begun,
        Done.completed(new Fields(Map.of("holds", verdict.holds(), "reasons", verdict.reasons()))));
    return inOrder(run, verdict.holds() ? branch.then() : branch.otherwise());
  }

  private Future<Done> repeat(Run run, Action.Repeat repeat) {
    int[] rounds = {0};
    Supplier<@Nullable Future<Void>> round =
        () -> {
          if (rounds[0] >= repeat.count() || !holds(run, repeat.whileHolds()).holds()) {
            return null;
          }
          rounds[0]++;
          return run.isCancelled() ? Run.cancellation() : inOrder(run, repeat.actions());
        };
    return Trampoline.each(round).map(done -> Done.completed(Fields.of("rounds", rounds[0])));
  }

  private ConditionCheck.Verdict holds(Run run, List<Condition> asked) {
    return conditions.apply(asked, run.start().variables());
  }

  /** Does one thing and keeps what came of it; what may fail does not end the run. */
  private Future<Void> step(Run run, Action action, Supplier<Future<Done>> work) {
    NumberedStep begun = begin(run, action);
    return attempt(work)
        .transform(
            did -> {
              Done done = did.succeeded() ? did.result() : Done.of(did.cause());
              end(run, begun, done);
              return outcome(run, action, done);
            });
  }

  private static Future<Done> attempt(Supplier<Future<Done>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<Void> outcome(Run run, Action action, Done done) {
    if (run.isCancelled()) {
      return Run.cancellation();
    }
    if (done.isCompleted() || action.continueOnError()) {
      return Future.succeededFuture();
    }
    String message = done.message();
    String why = message == null ? done.status().name() : message;
    boolean told = why.startsWith(action.path() + ".");
    return Future.failedFuture(
        HubFailure.conflict(
            done.status() == Status.UNKNOWN ? "STEP_UNKNOWN" : "STEP_FAILED",
            told ? why : action.path() + ": " + why,
            "Read the steps of the run."));
  }

  private @Nullable NumberedStep begin(Run run, Action action) {
    NumberedStep begun = run.beginStep(action.path(), Deeds.type(action), clock.instant());
    if (begun != null) {
      tell(run, begun);
    }
    return begun;
  }

  private void end(Run run, @Nullable NumberedStep begun, Done done) {
    if (begun != null) {
      tell(run, run.endStep(begun, done, clock.instant()));
    }
  }

  private void tell(Run run, NumberedStep step) {
    journal.note(run.bare(), step);
    String code = step.step().result().text("code").orElse(null);
    events.progressed(new RunProgressed(Progress.STEP, run.bare(), step.step(), code));
  }
}
