package io.busbar.verticles.programs.engine;

import static io.busbar.verticles.programs.testing.Draft.command;
import static io.busbar.verticles.programs.testing.Draft.delay;
import static io.busbar.verticles.programs.testing.Draft.is;
import static io.busbar.verticles.programs.testing.Draft.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.commands.CommandOutcome;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramRun.Status;
import io.busbar.contracts.programs.ProgramRun.Step;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.model.Condition;
import io.busbar.verticles.testing.Commanded;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for all programs, whatever their actions. */
class RunLawsTest {
  private static final String FORBIDDEN = "forbidden";
  private static final String ORDINARY = "ordinary";
  private static final Duration LONG = Duration.ofHours(2);
  private static final Condition TRUE = is("switch", "on", true);
  private static final Condition FALSE = is("switch", "on", false);
  private static final Condition UNKNOWN = is("nothing", "on", true);

  @Property(tries = 300)
  void noActionRunsWhoseConditionWasFalse(@ForAll("programs") List<Action> actions) {
    Workshop shop = shop();
    Run run = shop.run(program(actions));
    shop.pass(LONG);

    assertThat(run.status()).isEqualTo(Status.COMPLETED);
    assertThat(shop.commanded()).doesNotContain(FORBIDDEN);
  }

  @Property(tries = 300)
  void everyStepEndsAndIsStored(@ForAll("programs") List<Action> actions) {
    Workshop shop = shop();
    shop.device =
        asked ->
            Future.succeededFuture(
                Commanded.ended(
                    asked,
                    shop.commands.size() % 3 == 0
                        ? CommandOutcome.Status.FAILED
                        : CommandOutcome.Status.COMPLETED));
    Run run = shop.run(program(actions));
    shop.pass(LONG);

    assertThat(run.isEnded()).isTrue();
    assertThat(run.whole().steps()).allSatisfy(step -> assertThat(step.endedAt()).isNotNull());
    assertThat(shop.stored(run)).isEqualTo(run.whole());
    boolean failed = shop.commands.size() >= 3;
    assertThat(run.status()).isEqualTo(failed ? Status.FAILED : Status.COMPLETED);
    assertThat(shop.timers.count()).isZero();
  }

  @Property(tries = 300)
  void aCancelledRunBeginsNoOtherStep(
      @ForAll("programs") List<Action> actions, @ForAll @IntRange(max = 40) int seconds) {
    Workshop shop = shop();
    Run run = shop.run(program(actions));
    for (int i = 0; i < seconds; i++) {
      shop.pass(Duration.ofSeconds(1));
    }
    int before = shop.commands.size();
    int steps = run.whole().steps().size();
    boolean ended = run.isEnded();
    shop.runs.cancel(run, "Enough.");

    assertThat(run.status()).isEqualTo(ended ? Status.COMPLETED : Status.CANCELLED);
    shop.pass(LONG);
    assertThat(shop.commands).hasSize(before);
    assertThat(run.whole().steps()).hasSize(steps);
    assertThat(run.whole().steps()).extracting(Step::status).doesNotContain(Status.RUNNING);
    assertThat(shop.timers.count()).isZero();
  }

  @Property(tries = 200)
  void modesHold(
      @ForAll Program.Mode mode,
      @ForAll("programs") List<Action> actions,
      @ForAll("pauses") List<Integer> pauses) {
    Workshop shop = shop();
    List<Run> runs = new ArrayList<>();
    for (int pause : pauses) {
      shop.start(script("p", actions.toArray(Action[]::new)).in(mode).done()).onSuccess(runs::add);
      long running = runs.stream().filter(run -> run.status() == Status.RUNNING).count();
      long waiting = runs.stream().filter(run -> run.status() == Status.QUEUED).count();
      assertThat(running).isLessThanOrEqualTo(mode == Program.Mode.PARALLEL ? 10 : 1);
      assertThat(waiting).isLessThanOrEqualTo(mode == Program.Mode.QUEUED ? 10 : 0);
      shop.pass(Duration.ofSeconds(pause));
    }
    for (int i = 0; i < 20; i++) {
      shop.pass(LONG);
    }

    assertThat(runs).allSatisfy(run -> assertThat(run.isEnded()).isTrue());
    if (mode != Program.Mode.RESTART) {
      assertThat(runs).extracting(Run::status).containsOnly(Status.COMPLETED);
    }
    assertThat(shop.timers.count()).isZero();
  }

  @Provide
  Arbitrary<List<Integer>> pauses() {
    return Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<Action>> programs() {
    return actions(3);
  }

  private static Arbitrary<List<Action>> actions(int depth) {
    return action(depth).list().ofMinSize(1).ofMaxSize(3);
  }

  private static Arbitrary<Action> action(int depth) {
    Arbitrary<Action> simple =
        Arbitraries.oneOf(
            Arbitraries.just(command("device", ORDINARY)),
            Arbitraries.integers()
                .between(0, 10)
                .map(seconds -> delay("delay", Duration.ofSeconds(seconds))));
    if (depth == 0) {
      return simple;
    }
    Arbitrary<List<Action>> inner = Arbitraries.lazy(() -> actions(depth - 1));
    Arbitrary<Action> parallel = inner.map(all -> new Action.Parallel("parallel", all, false));
    Arbitrary<Action> repeat =
        Combinators.combine(inner, Arbitraries.integers().between(0, 3))
            .as((all, count) -> new Action.Repeat("repeat", count, List.of(TRUE), all));
    Arbitrary<Action> yes = inner.map(all -> new Action.If("if", List.of(TRUE), all, forbidden()));
    Arbitrary<Action> no =
        Combinators.combine(inner, Arbitraries.of(FALSE, UNKNOWN))
            .as((all, never) -> new Action.If("if", List.of(TRUE, never), forbidden(), all));
    Arbitrary<Action> never =
        Arbitraries.of(FALSE, UNKNOWN)
            .map(not -> new Action.Repeat("repeat", 5, List.of(not), forbidden()));
    return Arbitraries.oneOf(simple, parallel, repeat, yes, no, never);
  }

  private static List<Action> forbidden() {
    return List.of(command("forbidden", FORBIDDEN));
  }

  private static CompiledProgram program(List<Action> actions) {
    return script("p", actions.toArray(Action[]::new)).done();
  }

  private static Workshop shop() {
    Workshop shop = new Workshop();
    shop.states.put(new DeviceId("switch"), Fields.of("on", true));
    return shop;
  }
}
