package io.busbar.drivers.discovery.template;

import org.jspecify.annotations.Nullable;

/** Something with a value: null, Boolean, Long, Double, String, List, Map, or what is absent. */
@FunctionalInterface
interface Expression {
  @Nullable Object evaluate(Evaluation run);

  /** A value written out in the template. */
  record Literal(@Nullable Object value) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation run) {
      run.step();
      return value;
    }
  }

  /** The name of a variable. */
  record Variable(String name) implements Expression {
    @Override
    public @Nullable Object evaluate(Evaluation run) {
      run.step();
      return run.variable(name);
    }
  }
}
