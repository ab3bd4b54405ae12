package io.busbar.faults.check;

import io.busbar.faults.history.Event;
import io.busbar.faults.history.Event.Phase;
import io.busbar.faults.history.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How long it took, from each kill of a node, until its drivers and clients were served again. */
public final class Recoveries {
  private static final String DRIVER = "driver";

  /** Until then a command may still meet what the kill has left. */
  private static final long RECOVERY = 10_000_000;

  private final List<Event> history;

  /**
   * Times of one kind.
   *
   * @param micros one a kill, ascending
   */
  public record Times(String name, List<Long> micros) {
    public Times {
      micros = micros.stream().sorted().toList();
    }

    /** The time that this share of all did not exceed. */
    public long quantile(double share) {
      return micros.get((int) Math.min(micros.size() - 1, Math.floor(share * micros.size())));
    }
  }

  public Recoveries(List<Event> history) {
    this.history = history;
  }

  /** Those of which there is at least one. */
  public List<Times> times() {
    List<Long> refused = new ArrayList<>();
    List<Long> drivers = new ArrayList<>();
    List<Long> clients = new ArrayList<>();
    List<Long> locals = new ArrayList<>();
    List<Long> answers = new ArrayList<>();
    List<Long> whole = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      if (!event.is(Ops.FAULT, Phase.SEEN) || !event.key().equals("kill")) {
        continue;
      }
      if (event.who().equals("begin")) {
        refusedAfter(i, event).ifPresent(refused::add);
        backAfter(i, event, DRIVER).ifPresent(drivers::add);
        backAfter(i, event, "client").ifPresent(clients::add);
        backAfter(i, event, "local").ifPresent(locals::add);
        longestAnswer(i, event).ifPresent(answers::add);
      } else {
        whole.add(event.at() - beginOf(i));
      }
    }
    return Stream.of(
            new Times("first command for its drivers refused", refused),
            new Times("longest answer to a command for its drivers, at another node", answers),
            new Times("all its drivers back", drivers),
            new Times("all its clients live at another node", clients),
            new Times("its local drivers run again, at whichever node", locals),
            new Times("node started again and ready", whole))
        .filter(times -> !times.micros().isEmpty())
        .toList();
  }

  /** Who was at a node when a fault began, by name. */
  private List<String> at(int fault, String node, String who) {
    Map<String, String> places = new HashMap<>();
    for (Event event : history.subList(0, fault)) {
      if (event.op().equals(Ops.JOINED) && event.who().equals(who)) {
        places.put(event.key(), event.value());
      }
    }
    return places.keySet().stream().filter(name -> node.equals(places.get(name))).toList();
  }

  private OptionalLong backAfter(int fault, Event kill, String who) {
    OptionalLong latest = OptionalLong.empty();
    for (String name : at(fault, "n" + kill.value(), who)) {
      Optional<Event> back =
          history.subList(fault, history.size()).stream()
              .filter(event -> event.op().equals(Ops.JOINED) && event.key().equals(name))
              .findFirst();
      if (back.isEmpty()) {
        return OptionalLong.empty();
      }
      latest = OptionalLong.of(Math.max(latest.orElse(0), back.get().at() - kill.at()));
    }
    return latest;
  }

  /** Of the commands that were open at the kill, or were asked for until it had recovered. */
  private OptionalLong longestAnswer(int fault, Event kill) {
    List<String> lamps = lampsAt(fault, kill);
    Map<Long, Long> asked = new HashMap<>();
    OptionalLong longest = OptionalLong.empty();
    for (Event event : history) {
      if (!event.op().equals(Ops.COMMAND) || event.who().equals("n" + kill.value())) {
        continue;
      }
      if (event.phase() == Phase.INVOKE) {
        if (lamps.contains(event.value()) && event.at() < kill.at() + RECOVERY) {
          asked.put(event.id(), Math.max(event.at(), kill.at()));
        }
        continue;
      }
      Long begun = asked.remove(event.id());
      if (begun != null && event.at() > kill.at()) {
        longest = OptionalLong.of(Math.max(longest.orElse(0), event.at() - begun));
      }
    }
    return longest;
  }

  private List<String> lampsAt(int fault, Event kill) {
    return at(fault, "n" + kill.value(), DRIVER).stream()
        .map(driver -> driver.replace("LAB_", "lamp-"))
        .toList();
  }

  private OptionalLong refusedAfter(int fault, Event kill) {
    List<String> lamps = lampsAt(fault, kill);
    Map<Long, String> asked = new HashMap<>();
    for (Event event : history.subList(fault, history.size())) {
      if (event.is(Ops.FAULT, Phase.SEEN) && event.who().equals("end")) {
        break;
      }
      if (event.is(Ops.COMMAND, Phase.INVOKE)) {
        asked.put(event.id(), event.value());
      } else if (event.is(Ops.COMMAND, Phase.FAIL)
          && lamps.contains(asked.getOrDefault(event.id(), ""))) {
        return OptionalLong.of(event.at() - kill.at());
      }
    }
    return OptionalLong.empty();
  }

  private long beginOf(int end) {
    for (int i = end - 1; i >= 0; i--) {
      Event event = history.get(i);
      if (event.op().equals(Ops.FAULT) && event.who().equals("begin")) {
        return event.at();
      }
    }
    return 0;
  }
}
