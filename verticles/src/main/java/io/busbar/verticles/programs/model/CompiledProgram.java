package io.busbar.verticles.programs.model;

import io.busbar.contracts.programs.Program;
import java.util.List;

/** A program with everything parsed and checked, beside the program as it was saved. */
public record CompiledProgram(
    Program program,
    List<Trigger> triggers,
    List<Condition> conditions,
    List<Action> actions,
    List<Action> off) {

  public CompiledProgram {
    triggers = List.copyOf(triggers);
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
    off = List.copyOf(off);
  }

  public String id() {
    return program.id();
  }
}
