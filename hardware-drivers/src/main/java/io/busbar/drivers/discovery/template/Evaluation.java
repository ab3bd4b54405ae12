package io.busbar.drivers.discovery.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One evaluation of a template: its variables, what it wrote, and what it may still do. */
final class Evaluation {
  static final int MAX_STEPS = 20_000;
  static final int MAX_TEXT = 32_768;
  private static final int TEXT_PER_STEP = 32;
  private static final int COMPARED_PER_STEP = 512;

  private final Deque<Map<String, @Nullable Object>> scopes = new ArrayDeque<>();
  private final StringBuilder output = new StringBuilder();
  private int steps;

  Evaluation(Map<String, ? extends @Nullable Object> variables) {
    scopes.push(new HashMap<>(variables));
  }

  void step() {
    spend(1);
  }

  /** Pays for work that grows with what it works on. */
  void spend(int cost) {
    steps += cost;
    if (steps > MAX_STEPS) {
      throw Trouble.tooMuch("it takes more than %d steps".formatted(MAX_STEPS));
    }
  }

  /** Pays for a text that is about to be made or read. */
  void text(long length) {
    if (length > MAX_TEXT) {
      throw Trouble.tooMuch("a text becomes longer than %d characters".formatted(MAX_TEXT));
    }
    spend((int) (length / TEXT_PER_STEP));
  }

  /** Pays for looking for one text everywhere in another: at worst each is compared with each. */
  void search(String text, String wanted) {
    spend((int) ((long) text.length() * wanted.length() / COMPARED_PER_STEP));
  }

  @Nullable Object variable(String name) {
    for (Map<String, @Nullable Object> scope : scopes) {
      if (scope.containsKey(name)) {
        return scope.get(name);
      }
    }
    return Absent.ABSENT;
  }

  void set(String name, @Nullable Object value) {
    scopes.element().put(name, value);
  }

  void enter() {
    scopes.push(new HashMap<>());
  }

  void leave() {
    Map<String, @Nullable Object> left = scopes.pop();
    left.clear();
  }

  void write(String text) {
    text((long) output.length() + text.length());
    output.append(text);
  }

  String written() {
    return output.toString();
  }
}
