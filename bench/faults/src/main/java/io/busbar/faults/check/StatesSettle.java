package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When nothing moves any more, every node and feed shows one state, and it is not an old one. */
public final class StatesSettle implements Check {
  private static final class Course {
    private final List<Event> last = new ArrayList<>();
    private long acknowledged = -1;
    private long reported = -1;
  }

  @Override
  public String promise() {
    return "At rest every node and feed shows the same state, none older than acknowledged.";
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<String, Course> courses = new TreeMap<>();
    for (Event event : history) {
      if (event.op().equals(Ops.REPORT)) {
        Course course = courses.computeIfAbsent(event.key(), key -> new Course());
        course.reported = Math.max(course.reported, event.number());
        if (event.phase() == Phase.OK) {
          course.acknowledged = Math.max(course.acknowledged, event.number());
        }
      } else if (event.op().equals(Ops.FINAL)) {
        courses.computeIfAbsent(event.key(), key -> new Course()).last.add(event);
      }
    }
    List<Violation> found = new ArrayList<>();
    courses.forEach((device, course) -> judge(device, course, found));
    return found;
  }

  private void judge(String device, Course course, List<Violation> found) {
    for (Event event : course.last) {
      if (event.number() < course.acknowledged) {
        add(found, device, course, event, "acknowledged was " + course.acknowledged);
      } else if (event.number() > course.reported) {
        add(found, device, course, event, "reported was at most " + course.reported);
      } else if (event.number() != course.last.get(0).number()) {
        Event first = course.last.get(0);
        add(found, device, course, event, first.who() + " shows " + first.value());
      }
    }
  }

  private void add(
      List<Violation> found, String device, Course course, Event event, String against) {
    found.add(
        new Violation(
            promise(),
            "%s shows %s of %s; %s.".formatted(event.who(), event.value(), device, against),
            List.copyOf(course.last)));
  }
}
