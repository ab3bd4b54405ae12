package io.busbar.drivers.discovery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be read, by topic, until it can be. Each is logged once, and not many at once. For
 * any thread.
 */
final class Faults {
  static final int MAX = 50;
  private static final int MAX_TEXT = 400;
  private static final int LOGGED_PER_MINUTE = 20;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private static final Fault OWN =
      new Fault(
          "It could not be read because of a defect of this hub.", "Tell the makers of this hub.");

  private final Map<String, Fault> open = new LinkedHashMap<>();
  private long total;
  private long minute;
  private int logged;
  private boolean changed;

  private record Fault(String message, String hint) {}

  Faults(long nanos) {
    this.minute = nanos;
  }

  synchronized void add(String topic, String message, String hint, long nanos) {
    Fault fault = new Fault(cut(message), cut(hint));
    if (isNew(topic, fault) && mayLog(nanos)) {
      log.warn("{}: {} {}", cut(topic), fault.message, fault.hint);
    }
  }

  /** A defect of this hub, logged with its cause. */
  synchronized void defect(String topic, Throwable defect, long nanos) {
    if (isNew(topic, OWN) && mayLog(nanos)) {
      log.error("{}: {}", cut(topic), OWN.message, defect);
    }
  }

  private boolean isNew(String topic, Fault fault) {
    total++;
    changed = true;
    boolean known = fault.equals(open.remove(topic));
    open.put(topic, fault);
    if (open.size() > MAX) {
      Fault ignored = open.remove(open.keySet().iterator().next());
    }
    return !known;
  }

  /** The topic could be read; whatever was wrong with it is mended. */
  synchronized void clear(String topic) {
    changed |= open.remove(topic) != null;
  }

  synchronized void clear() {
    changed |= !open.isEmpty();
    open.clear();
  }

  /** Whether there is anything new; asked once, it is forgotten. */
  synchronized boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  synchronized long total() {
    return total;
  }

  synchronized int open() {
    return open.size();
  }

  synchronized List<Map<String, Object>> shown() {
    return open.entrySet().stream()
        .map(
            entry ->
                Map.<String, Object>of(
                    "topic", cut(entry.getKey()),
                    "message", entry.getValue().message,
                    "hint", entry.getValue().hint))
        .toList();
  }

  private boolean mayLog(long nanos) {
    if (nanos - minute > MINUTE) {
      minute = nanos;
      logged = 0;
    }
    return logged++ < LOGGED_PER_MINUTE;
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) + "..." : plain;
  }
}
