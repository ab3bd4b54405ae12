package io.busbar.verticles.programs;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.verticles.programs.model.Expression;

/** Makes expressions that can be evaluated often and cost little. */
@FunctionalInterface
interface ExpressionCompiler {
  /**
   * Compiles an expression.
   *
   * @throws HubFailure INVALID when it is none, or beyond the limits; the message says why
   */
  Expression compile(String text);
}
