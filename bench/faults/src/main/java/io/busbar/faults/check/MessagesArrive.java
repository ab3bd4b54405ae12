package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Messages reach every persistent subscriber: of QoS 1 at least once, of QoS 2 exactly once. */
public final class MessagesArrive implements Check {
  /** How topics of QoS 2 end. */
  public static final String EXACTLY_ONCE = "/q2";

  private record Message(String topic, String number) {}

  private static final class Course {
    private @Nullable Event published;
    private boolean acknowledged;
    private final Map<String, List<Event>> delivered = new HashMap<>();
  }

  @Override
  public String promise() {
    return "Acknowledged messages of QoS 1 arrive, those of QoS 2 exactly once.";
  }

  @Override
  public long judged(List<Event> history) {
    long acknowledged = history.stream().filter(event -> event.is(Ops.PUBLISH, Phase.OK)).count();
    return acknowledged
        * history.stream().filter(event -> event.op().equals(Ops.SUBSCRIBER)).count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    Map<Message, Course> courses = new LinkedHashMap<>();
    TreeSet<String> subscribers = new TreeSet<>();
    for (Event event : history) {
      if (event.op().equals(Ops.PUBLISH)) {
        Course course = course(event, courses);
        course.published = event;
        course.acknowledged |= event.phase() == Phase.OK;
      } else if (event.op().equals(Ops.DELIVER)) {
        subscribers.add(event.who());
        course(event, courses)
            .delivered
            .computeIfAbsent(event.who(), who -> new ArrayList<>())
            .add(event);
      } else if (event.op().equals(Ops.SUBSCRIBER)) {
        subscribers.add(event.key());
      }
    }
    List<Violation> found = new ArrayList<>();
    courses.forEach(
        (message, course) -> subscribers.forEach(who -> judge(message, course, who, found)));
    return found;
  }

  private void judge(Message message, Course course, String who, List<Violation> found) {
    List<Event> arrived = course.delivered.getOrDefault(who, List.of());
    Event published = course.published;
    if (published == null) {
      if (!arrived.isEmpty()) {
        found.add(new Violation(promise(), message + " was never published.", arrived));
      }
      return;
    }
    if (arrived.isEmpty() && course.acknowledged) {
      found.add(
          new Violation(promise(), message + " did not reach " + who + ".", List.of(published)));
    } else if (arrived.size() > 1 && message.topic.endsWith(EXACTLY_ONCE)) {
      List<Event> evidence = new ArrayList<>(arrived);
      evidence.add(0, published);
      found.add(new Violation(promise(), message + " reached " + who + " again.", evidence));
    }
  }

  private static Course course(Event event, Map<Message, Course> courses) {
    return courses.computeIfAbsent(
        new Message(event.key(), event.value()), message -> new Course());
  }
}
