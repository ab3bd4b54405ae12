package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands are done once when they are said to be done, never when refused, never twice. */
public final class CommandsEndOnce implements Check {
  @Override
  public String promise() {
    return "A command is done exactly once when it completed, never when refused, and ends once.";
  }

  private static final class Course {
    private final List<Event> lines = new ArrayList<>();
    private int executed;
    private @Nullable Phase answer;
    private @Nullable String logged;
  }

  @Override
  public long judged(List<Event> history) {
    return history.stream().filter(event -> event.is(Ops.COMMAND, Phase.INVOKE)).count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<String, Course> courses = new LinkedHashMap<>();
    history.forEach(event -> follow(event, courses));
    List<Violation> found = new ArrayList<>();
    courses.forEach((id, course) -> judge(id, course, found));
    return found;
  }

  private static void follow(Event event, Map<String, Course> courses) {
    switch (event.op()) {
      case Ops.COMMAND -> {
        Course course = take(event, courses);
        if (event.phase() != Phase.INVOKE) {
          course.answer = event.phase();
        }
      }
      case Ops.EXECUTED -> take(event, courses).executed++;
      case Ops.LOGGED -> take(event, courses).logged = event.value().toUpperCase(Locale.ROOT);
      default -> {}
    }
  }

  private static Course take(Event event, Map<String, Course> courses) {
    Course course = courses.computeIfAbsent(event.key(), key -> new Course());
    course.lines.add(event);
    return course;
  }

  private void judge(String id, Course course, List<Violation> found) {
    String fault = fault(course);
    if (fault != null) {
      found.add(new Violation(promise(), "Command " + id + " " + fault, List.copyOf(course.lines)));
    }
  }

  private static @Nullable String fault(Course course) {
    if (course.executed > 1) {
      return "was done " + course.executed + " times.";
    }
    if (course.answer == Phase.OK && course.executed == 0) {
      return "is said to be completed, and no driver did it.";
    }
    if (course.answer == Phase.FAIL && course.executed > 0) {
      return "was refused, and a driver did it.";
    }
    if (course.logged == null) {
      return null;
    }
    return switch (course.logged) {
      case "REQUESTED", "DISPATCHED" -> "never ended in the command log.";
      case "FAILED" -> course.answer == Phase.OK ? "completed, and the log says failed." : null;
      default -> null;
    };
  }
}
