package io.busbar.verticles.programs;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.DeviceId;
import io.busbar.verticles.programs.model.Expression;
import java.util.Set;

/** One compiled expression. */
record CelExpression(String text, Set<DeviceId> devices, CelRuntime.Program program)
    implements Expression {

  @Override
  public boolean holds(Scope scope) {
    Object answer;
    try {
      answer = program.eval(CelScope.of(devices, scope));
    } catch (CelEvaluationException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
    if (answer instanceof Boolean holds) {
      return holds;
    }
    throw failure("it answers neither true nor false");
  }

  private HubFailure failure(String why) {
    return HubFailure.invalid(
            "The expression '%s' cannot be evaluated: %s".formatted(text, why),
            "Ask with has(devices[\"dev_1\"].brightness) whether a field is there.")
        .reason("EXPRESSION_FAILED");
  }
}
