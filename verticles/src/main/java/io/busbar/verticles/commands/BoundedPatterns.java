package io.busbar.verticles.commands;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions of strangers. A search looks at no more than {@value #MAX_STEPS} characters,
 * repeated looks included, in a text of at most {@value #MAX_TEXT}: what is still undecided then
 * does not match. An expression longer than {@value #MAX_PATTERN} characters, or whose counted
 * repetitions multiply to more than {@value #MAX_REPETITIONS}, is refused.
 */
final class BoundedPatterns {
  static final int MAX_PATTERN = 256;
  static final int MAX_TEXT = 1024;
  static final int MAX_STEPS = 50_000;
  static final long MAX_REPETITIONS = 10_000;

  private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

  private BoundedPatterns() {}

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException when it is none, or beyond the limits
   */
  static RegularExpression of(String expression) {
    if (expression.length() > MAX_PATTERN || repetitions(expression) > MAX_REPETITIONS) {
      throw new IllegalArgumentException("A pattern is too long or repeats too often");
    }
    Pattern pattern = Pattern.compile(expression);
    return text -> matches(pattern, text);
  }

  private static boolean matches(Pattern pattern, String text) {
    if (text.length() > MAX_TEXT) {
      return false;
    }
    try {
      return pattern.matcher(new Counted(text, 0, text.length(), new Steps())).find();
    } catch (TooManySteps | StackOverflowError tooHard) {
      return false;
    }
  }

  private static long repetitions(String expression) {
    long product = 1;
    Matcher counts = COUNT.matcher(expression);
    while (counts.find() && product <= MAX_REPETITIONS) {
      product *= Math.max(1, largest(counts.toMatchResult()));
    }
    return product;
  }

  private static long largest(MatchResult count) {
    String most =
        count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
    return most.length() > 6 ? MAX_REPETITIONS + 1 : Long.parseLong(most);
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("Too many steps", null, false, false);
    }
  }

  /** How often a text may still be looked at. */
  private static final class Steps {
    private int left = MAX_STEPS;

    void take() {
      if (--left < 0) {
        throw new TooManySteps();
      }
    }
  }

  /** A text that counts how often it is looked at; its parts count with it. */
  private record Counted(String text, int from, int to, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      steps.take();
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text, from + start, from + end, steps);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
