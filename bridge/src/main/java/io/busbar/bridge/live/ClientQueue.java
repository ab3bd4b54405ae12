package io.busbar.bridge.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for one slow reader: of a device's states only the latest, of events every one, up to
 * a limit (spec 2.7). Pure.
 */
public final class ClientQueue {
  private final int maxEvents;
  private final Map<Object, LiveEvent> waiting = new LinkedHashMap<>();
  private int events;
  private long coalesced;

  /**
   * Makes an empty queue.
   *
   * @param maxEvents how many events may wait before the reader is given up
   */
  public ClientQueue(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  /** Takes an event in. Answers false when the queue is full: the client must be ended. */
  public boolean offer(LiveEvent event) {
    if (event.deviceId() != null && event.kind() != LiveEvent.Kind.EVENT) {
      if (waiting.remove(event.deviceId()) != null) {
        coalesced++;
      }
      waiting.put(event.deviceId(), event);
      return true;
    }
    if (events >= maxEvents) {
      return false;
    }
    events++;
    waiting.put(event.seq(), event);
    return true;
  }

  /** Takes out the oldest, one at least, and more until they have so many bytes. */
  public List<LiveEvent> take(int bytes) {
    List<LiveEvent> taken = new ArrayList<>();
    Iterator<LiveEvent> oldest = waiting.values().iterator();
    int length = 0;
    while (oldest.hasNext() && length < bytes) {
      LiveEvent event = oldest.next();
      oldest.remove();
      length += event.size();
      if (event.kind() == LiveEvent.Kind.EVENT) {
        events--;
      }
      taken.add(event);
    }
    return taken;
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  public int size() {
    return waiting.size();
  }

  /** How many states were overtaken by newer ones of the same device. */
  public long coalesced() {
    return coalesced;
  }
}
