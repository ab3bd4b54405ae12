package io.busbar.bridge.mqtt.model;

import io.busbar.bridge.mqtt.model.Outbox.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages in flight by their sequence, in a ring as wide as the oldest and the newest are apart:
 * nothing is allocated for a message that is answered soon.
 */
final class InFlight {
  private static final int SMALLEST = 8;
  private static final int KEPT = 512;

  private @Nullable Item[] ring = new @Nullable Item[SMALLEST];
  private long oldest;
  private long newest;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The lowest sequence; only when it is not empty. */
  long oldest() {
    return oldest;
  }

  void put(Item item) {
    long sequence = item.sequence();
    long first = size == 0 ? sequence : Math.min(oldest, sequence);
    long last = size == 0 ? sequence : Math.max(newest, sequence);
    if (last - first >= ring.length) {
      widen(last - first + 1);
    }
    oldest = first;
    newest = last;
    ring[at(sequence)] = item;
    size++;
  }

  @Nullable Item get(long sequence) {
    return size == 0 || sequence < oldest || sequence > newest ? null : ring[at(sequence)];
  }

  /** Takes out one that is in it. */
  void remove(long sequence) {
    ring[at(sequence)] = null;
    size--;
    while (size > 0 && ring[at(oldest)] == null) {
      oldest++;
    }
    while (size > 0 && ring[at(newest)] == null) {
      newest--;
    }
    if (size == 0 && ring.length > KEPT) {
      ring = new @Nullable Item[SMALLEST];
    }
  }

  /** All, the oldest first. */
  List<Item> all() {
    List<Item> all = new ArrayList<>(size);
    for (long sequence = oldest; all.size() < size; sequence++) {
      Item item = ring[at(sequence)];
      if (item != null) {
        all.add(item);
      }
    }
    return all;
  }

  private void widen(long width) {
    List<Item> items = all();
    int length = ring.length;
    while (length < width) {
      length *= 2;
    }
    ring = new @Nullable Item[length];
    items.forEach(each -> ring[at(each.sequence())] = each);
  }

  private int at(long sequence) {
    return (int) sequence & (ring.length - 1);
  }
}
