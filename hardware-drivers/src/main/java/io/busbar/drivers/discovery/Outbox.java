package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.rate.TokenBucket;
import io.busbar.kit.Device;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the hub is still to be told, device by device in turn and not too fast. What waits is put
 * together, but for the going of what just came: a key that is pressed and let go is told as both.
 * Not for several threads.
 */
final class Outbox {
  private static final int MAX_PATCHES = 16;
  private static final String EXTRAS = "extras";

  private final DiscoveryLimits limits;
  private final Listener hub;
  private final TokenBucket rate;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Deque<Slot> waiting = new ArrayDeque<>();

  /** Who is told. */
  interface Listener {
    void device(Device device);

    void state(String device, Map<String, @Nullable Object> patch);

    void removed(String device);
  }

  Outbox(DiscoveryLimits limits, Listener hub, long nanos) {
    this.limits = limits;
    this.hub = hub;
    this.rate = new TokenBucket(limits.toldPerSecond(), limits.toldPerSecond(), nanos);
  }

  int devices() {
    return slots.size();
  }

  boolean knows(String device) {
    return slots.containsKey(device);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void device(Device device, long nanos) {
    Slot slot = slots.get(device.id());
    if (slot == null) {
      slot = new Slot(device.id(), nanos + limits.settling().toNanos());
      slots.put(device.id(), slot);
    }
    boolean same = device.equals(slot.announced);
    slot.described = same ? null : device;
    if (!same) {
      queue(slot);
    }
  }

  void state(String device, Fields changed) {
    Slot slot = slots.get(device);
    if (slot != null) {
      slot.add(changed);
      queue(slot);
    }
  }

  void gone(String device) {
    Slot slot = slots.remove(device);
    if (slot != null && slot.announced != null) {
      hub.removed(device);
    }
    boolean ignored = slot != null && waiting.remove(slot);
  }

  /** Tells what may be told now; how long until there may be more. */
  Duration flush(long nanos) {
    int rounds = waiting.size();
    for (int i = 0; i < rounds; i++) {
      Slot slot = waiting.removeFirst();
      if (slot.notBefore - nanos > 0) {
        waiting.addLast(slot);
      } else if (!rate.take(nanos)) {
        waiting.addFirst(slot);
        return limits.pause();
      } else {
        tell(slot, nanos);
      }
    }
    return waiting.isEmpty() ? Duration.ofSeconds(1) : Duration.ofMillis(20);
  }

  private void tell(Slot slot, long nanos) {
    slot.queued = false;
    slot.notBefore = nanos + limits.pause().toNanos();
    Device described = slot.described;
    if (described != null) {
      slot.announced = described;
      slot.described = null;
      hub.device(described);
    } else if (!slot.patches.isEmpty()) {
      Map<String, @Nullable Object> news = slot.news(slot.patches.removeFirst());
      if (!news.isEmpty()) {
        hub.state(slot.id, news);
      }
    }
    if (slot.described != null || !slot.patches.isEmpty()) {
      queue(slot);
    }
  }

  private void queue(Slot slot) {
    if (!slot.queued) {
      slot.queued = true;
      waiting.addLast(slot);
    }
  }

  /** One device. */
  private static final class Slot {
    private final String id;
    private final Deque<Map<String, @Nullable Object>> patches = new ArrayDeque<>();
    private final Map<String, @Nullable Object> known = new HashMap<>();
    private @Nullable Device described;
    private @Nullable Device announced;
    private long notBefore;
    private boolean queued;

    Slot(String id, long notBefore) {
      this.id = id;
      this.notBefore = notBefore;
    }

    void add(Fields changed) {
      Map<String, @Nullable Object> last = patches.peekLast();
      boolean apart = last == null || (comesOrGoes(last, changed) && patches.size() < MAX_PATCHES);
      if (last == null || apart) {
        patches.addLast(merged(new LinkedHashMap<>(), changed.values()));
      } else {
        Map<String, @Nullable Object> ignored = merged(last, changed.values());
      }
    }

    /** The patch without what the hub knows already. */
    Map<String, @Nullable Object> news(Map<String, @Nullable Object> patch) {
      Map<String, @Nullable Object> news = new LinkedHashMap<>();
      patch.forEach(
          (key, value) -> {
            if (key.equals(EXTRAS) && value instanceof Map<?, ?> extras) {
              newExtras(extras, news);
            } else if (!known.containsKey(key) || !Objects.equals(known.get(key), value)) {
              known.put(key, value);
              news.put(key, value);
            }
          });
      return news;
    }

    private void newExtras(Map<?, ?> extras, Map<String, @Nullable Object> news) {
      Map<String, @Nullable Object> changed = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : extras.entrySet()) {
        String path = EXTRAS + "." + entry.getKey();
        if (!known.containsKey(path) || !Objects.equals(known.get(path), entry.getValue())) {
          known.put(path, entry.getValue());
          changed.put(String.valueOf(entry.getKey()), entry.getValue());
        }
      }
      if (!changed.isEmpty()) {
        news.put(EXTRAS, changed);
      }
    }

    private static boolean comesOrGoes(Map<String, @Nullable Object> waiting, Fields changed) {
      Fields before = new Fields(waiting);
      return flips(before, changed) || flips(before.object(EXTRAS), changed.object(EXTRAS));
    }

    private static boolean flips(Fields before, Fields after) {
      return after.values().keySet().stream()
          .anyMatch(
              key -> before.has(key) && (before.get(key) == null) != (after.get(key) == null));
    }

    private static Map<String, @Nullable Object> merged(
        Map<String, @Nullable Object> into, Map<String, @Nullable Object> changed) {
      Map<String, @Nullable Object> extras =
          new LinkedHashMap<>(Fields.from(into.get(EXTRAS)).values());
      into.putAll(changed);
      if (changed.get(EXTRAS) instanceof Map<?, ?>) {
        extras.putAll(Fields.from(changed.get(EXTRAS)).values());
        into.put(EXTRAS, extras);
      }
      return into;
    }
  }
}
