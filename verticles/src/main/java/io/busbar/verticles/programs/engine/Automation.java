package io.busbar.verticles.programs.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.programs.ProgramsContract.AutomationTriggered;
import io.busbar.contracts.programs.ProgramsContract.Notified;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.CompiledProgram;
import io.busbar.verticles.programs.triggers.Firing;
import io.busbar.verticles.programs.triggers.TriggerStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes triggers that matched to runs: each on one node, once. */
final class Automation {
  private static final Logger log = LoggerFactory.getLogger(Automation.class);

  private final TriggerStore store;
  private final Function<String, Optional<CompiledProgram>> programs;
  private final Consumer<Start> starting;
  private final RunEvents events;
  private final Guard guard;
  private final InstantSource clock;

  /**
   * Makes it.
   *
   * @param starting begins a run; what it refuses comes back through {@link #refused}
   */
  Automation(
      TriggerStore store,
      Function<String, Optional<CompiledProgram>> programs,
      Consumer<Start> starting,
      RunEvents events,
      Guard guard,
      InstantSource clock) {
    this.store = store;
    this.programs = programs;
    this.starting = starting;
    this.events = events;
    this.guard = guard;
    this.clock = clock;
  }

  /** A trigger matched. */
  void fired(Firing firing) {
    store
        .claim(firing, clock.instant())
        .onSuccess(mine -> claimed(firing, mine))
        .onFailure(cause -> notTaken(firing.programId(), cause));
  }

  /** A run that a trigger wanted was not started. */
  void refused(Start start, Throwable cause) {
    boolean expected =
        cause instanceof HubFailure failure && failure.code() == FailureCode.CONFLICT;
    if (!expected) {
      notTaken(start.program().id(), cause);
    }
  }

  private void claimed(Firing firing, boolean mine) {
    if (mine) {
      programs
          .apply(firing.programId())
          .filter(program -> program.program().enabled())
          .ifPresent(program -> trigger(program, firing));
    }
  }

  private void trigger(CompiledProgram compiled, Firing firing) {
    Program program = compiled.program();
    events.triggered(
        new AutomationTriggered(
            "trg_" + UuidCreator.getTimeOrderedEpoch(),
            program.id(),
            program.name(),
            firing.told(),
            Source.AUTOMATION,
            clock.instant()));
    if (program.confirm()) {
      events.notified(asking(program));
      return;
    }
    String type = firing.told().text("type").orElse("unknown");
    starting.accept(
        new Start(
            compiled,
            compiled.actions(),
            Fields.of("trigger", firing.told().values()),
            Source.AUTOMATION,
            "trigger:" + type,
            null,
            true,
            false,
            true,
            List.of()));
  }

  private Notified asking(Program program) {
    return new Notified(
        program.name(),
        "'%s' wants to run and must be confirmed.".formatted(program.name()),
        program.id(),
        null,
        Source.AUTOMATION,
        clock.instant());
  }

  private void notTaken(String programId, Throwable cause) {
    String name = programs.apply(programId).map(found -> found.program().name()).orElse(programId);
    String message = "A trigger of '%s' was not taken: %s".formatted(name, cause.getMessage());
    if (guard.warn(programId, name, "TRIGGER_NOT_TAKEN", message)) {
      log.warn("{}", message);
    }
  }
}
