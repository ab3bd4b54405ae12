package io.busbar.verticles.programs;

import io.busbar.verticles.programs.model.Action;
import java.util.ArrayList;
import java.util.List;

/** What turns up while one program is read: faults, what it names and commands, and how much. */
final class Findings {
  static final int MAX_ACTIONS = 500;
  static final int MAX_CONDITIONS = 100;
  static final int MAX_DEPTH = 8;
  private static final int MAX_FAULTS = 100;

  private final List<String> faults = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<Action.Device> commands = new ArrayList<>();
  private int unlisted;
  private int actions;
  private int conditions;

  void fault(String path, String rule) {
    if (faults.size() >= MAX_FAULTS) {
      unlisted++;
      return;
    }
    faults.add(path + ": " + rule);
  }

  void names(Reference.Kind kind, String id, String path) {
    references.add(new Reference(kind, id, path));
  }

  void commands(Action.Device action) {
    commands.add(action);
  }

  /** Counts an action. Answers false from the first one that is too many; that one is a fault. */
  boolean oneMoreAction(String path) {
    actions++;
    if (actions == MAX_ACTIONS + 1) {
      fault(path, "is beyond %d actions; split the program".formatted(MAX_ACTIONS));
    }
    return actions <= MAX_ACTIONS;
  }

  /** Counts a condition. Answers false from the first one that is too many. */
  boolean oneMoreCondition(String path) {
    conditions++;
    if (conditions == MAX_CONDITIONS + 1) {
      fault(path, "is beyond %d conditions; use an expression".formatted(MAX_CONDITIONS));
    }
    return conditions <= MAX_CONDITIONS;
  }

  /** Whether something so deep may still be read; if not, that is a fault. */
  boolean allowsDepth(int depth, String path) {
    if (depth > MAX_DEPTH) {
      fault(path, "is nested deeper than %d levels; use a program of its own".formatted(MAX_DEPTH));
    }
    return depth <= MAX_DEPTH;
  }

  List<String> faults() {
    if (unlisted == 0) {
      return List.copyOf(faults);
    }
    List<String> all = new ArrayList<>(faults);
    all.add("... and %d more.".formatted(unlisted));
    return all;
  }

  List<Reference> references() {
    return List.copyOf(references);
  }

  List<Action.Device> commands() {
    return List.copyOf(commands);
  }
}
