package io.busbar.drivers.discovery.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions, in time that grows with the text only. */
final class Patterns {
  private static final int MAX_PATTERN = 200;
  private static final int COMPILING = 400;
  private static final int MATCHING = 4;

  private Patterns() {}

  static void check(String pattern) {
    Pattern ignored = compile(pattern, false);
  }

  static boolean find(Evaluation run, @Nullable Object text, Arguments arguments, boolean begins) {
    Matcher matcher = matcher(run, text, arguments, "find", 1);
    return begins ? matcher.lookingAt() : matcher.find();
  }

  static String replace(Evaluation run, @Nullable Object text, Arguments arguments) {
    String with = Values.text(run, arguments.or(1, "replace", ""));
    String subject = Values.text(run, text);
    Matcher matcher = matcher(run, subject, arguments, "find", 2);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      run.text((long) out.length() + with.length() + matcher.start() - from);
      out.append(subject, from, matcher.start()).append(filled(with, matcher));
      from = matcher.end();
    }
    run.text((long) out.length() + subject.length() - from);
    return out.append(subject, from, subject.length()).toString();
  }

  /** The nth occurrence, or its group; absent when there is none. */
  static Object found(Evaluation run, @Nullable Object text, Arguments arguments) {
    int wanted = Values.index(arguments.or(1, "index", 0L), 0, Evaluation.MAX_TEXT);
    Matcher matcher = matcher(run, text, arguments, "find", 2);
    for (int i = 0; matcher.find(); i++) {
      run.step();
      if (i == wanted) {
        return matcher.groupCount() > 0 ? text(matcher.group(1)) : text(matcher.group());
      }
    }
    return Absent.ABSENT;
  }

  private static Object text(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static String filled(String with, Matcher matcher) {
    String filled = with;
    for (int group = 1; group <= Math.min(9, matcher.groupCount()); group++) {
      String value = matcher.group(group);
      filled = filled.replace("\\" + group, value == null ? "" : value);
    }
    return filled;
  }

  private static Matcher matcher(
      Evaluation run, @Nullable Object text, Arguments arguments, String name, int ignoring) {
    String pattern = Values.text(run, arguments.need(0, name));
    String subject = Values.text(run, text);
    boolean ignoresCase = Values.isTrue(arguments.or(ignoring, "ignorecase", false));
    run.spend(COMPILING + subject.length() / MATCHING);
    return compile(pattern, ignoresCase).matcher(subject);
  }

  private static Pattern compile(String pattern, boolean ignoresCase) {
    if (pattern.length() > MAX_PATTERN || pattern.matches("(?s).*\\{\\d.*")) {
      throw Trouble.value(
          "a pattern is longer than %d characters or counts repetitions".formatted(MAX_PATTERN));
    }
    try {
      return Pattern.compile(pattern, ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException wrong) {
      throw Trouble.value("the pattern '%s' is wrong: %s".formatted(pattern, wrong.getMessage()));
    }
  }
}
