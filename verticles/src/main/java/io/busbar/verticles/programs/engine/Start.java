package io.busbar.verticles.programs.engine;

import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Principal;
import io.busbar.contracts.value.Source;
import io.busbar.verticles.programs.model.Action;
import io.busbar.verticles.programs.model.CompiledProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run, and who wants it.
 *
 * @param program as it was when it was started; editing it does not change the run
 * @param startedBy user name, trigger or parent run
 * @param by the person behind it, if there is one
 * @param automatic a trigger is behind it, directly or through other programs
 * @param confirmed a person has confirmed it
 * @param evaluateConditions nothing is done when the program's conditions are false
 * @param above the programs whose runs wait for this one, the outermost first
 */
record Start(
    CompiledProgram program,
    List<Action> actions,
    Fields variables,
    Source source,
    @Nullable String startedBy,
    @Nullable Principal by,
    boolean automatic,
    boolean confirmed,
    boolean evaluateConditions,
    List<String> above) {

  /** How many runs wait for one another, this one included. */
  int depth() {
    return above.size() + 1;
  }

  /** The start of another program by a step of this run. */
  Start child(CompiledProgram child, Fields given, String runId) {
    List<String> lineage = new ArrayList<>(above);
    lineage.add(program.id());
    return new Start(
        child,
        child.actions(),
        given,
        automatic ? Source.AUTOMATION : Source.PROGRAM,
        runId,
        by,
        automatic,
        confirmed,
        false,
        List.copyOf(lineage));
  }
}
