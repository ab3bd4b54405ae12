package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored line of a device only grows, and one node writes each epoch of it. */
public final class VersionsGrow implements Check {
  private record Report(String device, String number) {}

  private record Epoch(String device, long number) {}

  private record Version(long epoch, long version) {
    static Version of(String text) {
      int dot = text.indexOf('.');
      return new Version(
          Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    boolean isBefore(Version other) {
      return epoch < other.epoch || (epoch == other.epoch && version < other.version);
    }
  }

  @Override
  public String promise() {
    return "A device has one line of versions that only grows, and one owner per epoch.";
  }

  @Override
  public long judged(List<Event> history) {
    return history.stream().filter(event -> event.is(Ops.STORED, Phase.SEEN)).count();
  }

  @Override
  public List<Violation> violations(List<Event> history) {
    List<Violation> found = new ArrayList<>();
    Map<String, Event> last = new HashMap<>();
    Map<Report, Event> reports = new HashMap<>();
    Map<Epoch, Event> owners = new HashMap<>();
    for (Event event : history) {
      if (event.is(Ops.REPORT, Phase.INVOKE)) {
        reports.put(new Report(event.key(), event.value()), event);
      } else if (event.is(Ops.STORED, Phase.SEEN)) {
        Event before = last.put(event.key(), event);
        if (before != null) {
          compare(before, event, found);
        }
        Event report = reports.get(new Report(event.key(), event.who()));
        if (report != null && !isInherited(before, event)) {
          own(event, report, owners, found);
        }
      }
    }
    return found;
  }

  /**
   * A new owner may begin with what the former one was told: stored already, or told to all and
   * lost before it was stored.
   */
  private static boolean isInherited(@Nullable Event before, Event stored) {
    return before != null
        && (before.who().equals(stored.who())
            || Version.of(before.value()).epoch < Version.of(stored.value()).epoch);
  }

  private void compare(Event before, Event after, List<Violation> found) {
    Version old = Version.of(before.value());
    Version now = Version.of(after.value());
    boolean older = Long.parseLong(after.who()) < Long.parseLong(before.who());
    if (now.isBefore(old) || older || (now.equals(old) && !after.who().equals(before.who()))) {
      found.add(
          new Violation(
              promise(),
              "%s went from version %s with %s to version %s with %s."
                  .formatted(after.key(), before.value(), before.who(), after.value(), after.who()),
              List.of(before, after)));
    }
  }

  private void own(Event stored, Event report, Map<Epoch, Event> owners, List<Violation> found) {
    Epoch epoch = new Epoch(stored.key(), Version.of(stored.value()).epoch);
    Event first = owners.putIfAbsent(epoch, report);
    if (first != null && !first.who().equals(report.who())) {
      found.add(
          new Violation(
              promise(),
              "Epoch %d of %s was written by %s and by %s."
                  .formatted(epoch.number, stored.key(), first.who(), report.who()),
              List.of(first, report, stored)));
    }
  }
}
