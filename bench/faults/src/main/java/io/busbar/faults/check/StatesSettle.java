package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
  public long judged(List<Event> history) {
    Map<String, Course> courses = courses(history);
    long shown = courses.values().stream().filter(course -> course.acknowledged >= 0).count();
    return shown * places(history).size();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Set<String> places = places(history);
    List<Violation> found = new ArrayList<>();
    courses(history)
        .forEach(
            (device, course) -> {
              judge(device, course, found);
              requireAll(device, course, places, found);
            });
    return found;
  }

  private static Set<String> places(List<Event> history) {
    return history.stream()
        .filter(event -> event.op().equals(Ops.PLACE))
        .map(Event::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Course> courses(List<Event> history) {
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
    return courses;
  }

  /** Of what was acknowledged every place shows one state. */
  private void requireAll(String device, Course course, Set<String> places, List<Violation> found) {
    if (course.acknowledged < 0) {
      return;
    }
    for (String place : places) {
      long shown = course.last.stream().filter(event -> event.who().equals(place)).count();
      if (shown != 1) {
        String text = "%s shows %s %d times.".formatted(place, device, shown);
        found.add(new Violation(promise(), text, List.copyOf(course.last)));
      }
    }
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
