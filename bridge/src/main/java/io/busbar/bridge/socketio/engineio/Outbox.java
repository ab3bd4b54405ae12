package io.busbar.bridge.socketio.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits for one client, within limits. Made when something first waits. */
final class Outbox {
  private final ArrayDeque<EncodedPackets> waiting = new ArrayDeque<>(4);
  private int packets;
  private long bytes;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }

  boolean hasRoomFor(EncodedPackets more, EngineOptions.Limits limits) {
    return packets + more.count() <= limits.waitingPackets()
        && bytes + more.size() <= limits.waitingBytes();
  }

  /** Whether half of what may wait does. */
  boolean isHalfFull(EngineOptions.Limits limits) {
    return packets * 2L >= limits.waitingPackets() || bytes * 2 >= limits.waitingBytes();
  }

  void add(EncodedPackets more) {
    waiting.add(more);
    packets += more.count();
    bytes += more.size();
  }

  /** Takes the first that wait, at least one and not much more than so many bytes. */
  EncodedPackets take(int atMost) {
    List<EncodedPackets> taken = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty() && (taken.isEmpty() || size + waiting.element().size() <= atMost)) {
      EncodedPackets next = waiting.remove();
      taken.add(next);
      size += next.size();
      packets -= next.count();
      bytes -= next.size();
    }
    return EncodedPackets.join(taken);
  }

  EncodedPackets takeAll() {
    return take(Integer.MAX_VALUE);
  }

  void clear() {
    waiting.clear();
    packets = 0;
    bytes = 0;
  }
}
