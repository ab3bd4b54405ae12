package io.busbar.drivers.discovery.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes, chooses, repeats or remembers. */
interface Statement {
  void run(Evaluation run);

  static void runAll(Evaluation run, List<Statement> statements) {
    statements.forEach(statement -> statement.run(run));
  }

  /** Text as it stands. */
  record Text(String text) implements Statement {
    @Override
    public void run(Evaluation run) {
      run.step();
      run.write(text);
    }
  }

  /** A value, written out. */
  record Output(Expression value) implements Statement {
    @Override
    public void run(Evaluation run) {
      run.write(Values.text(run, value.evaluate(run)));
    }
  }

  /** Remembers a value under a name, or under a name in a namespace. */
  record Assign(String name, @Nullable String attribute, Expression value) implements Statement {
    @Override
    public void run(Evaluation run) {
      Object result = value.evaluate(run);
      if (attribute == null) {
        run.set(name, result);
      } else if (run.variable(name) instanceof Namespace space) {
        space.set(attribute, result);
      } else {
        throw Trouble.value("'%s' is no namespace".formatted(name));
      }
    }
  }

  /** The first branch whose condition holds. */
  record Choice(List<Branch> branches) implements Statement {
    record Branch(Expression condition, List<Statement> body) {}

    @Override
    public void run(Evaluation run) {
      for (Branch branch : branches) {
        if (Values.isTrue(branch.condition.evaluate(run))) {
          runAll(run, branch.body);
          return;
        }
      }
    }
  }

  /** Something for each item of a list. */
  record Loop(List<String> names, Expression over, List<Statement> body, List<Statement> none)
      implements Statement {
    @Override
    public void run(Evaluation run) {
      List<? extends @Nullable Object> items = Values.items(run, over.evaluate(run));
      if (items.isEmpty()) {
        runAll(run, none);
        return;
      }
      for (int i = 0; i < items.size(); i++) {
        run.step();
        run.enter();
        bind(run, items.get(i));
        run.set("loop", place(i, items.size()));
        runAll(run, body);
        run.leave();
      }
    }

    private void bind(Evaluation run, @Nullable Object item) {
      if (names.size() == 1) {
        run.set(names.get(0), item);
        return;
      }
      for (int i = 0; i < names.size(); i++) {
        run.set(names.get(i), Operators.pick(run, item, (long) i));
      }
    }

    private static Map<String, Object> place(int index, int size) {
      Map<String, Object> place = new LinkedHashMap<>();
      place.put("index", index + 1L);
      place.put("index0", (long) index);
      place.put("first", index == 0);
      place.put("last", index == size - 1);
      place.put("length", (long) size);
      return place;
    }
  }
}
