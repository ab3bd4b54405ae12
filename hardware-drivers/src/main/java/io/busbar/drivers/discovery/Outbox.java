package io.busbar.drivers.discovery;

import io.busbar.contracts.value.Fields;
import io.busbar.drivers.rate.TokenBucket;
import io.busbar.kit.Device;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the hub is still to be told, device by device in turn and not too fast. What waits is put
 * together, but for the going of what just came: a key that is pressed and let go is told as both,
 * and what waits for that is told sooner. Not for several threads.
 */
final class Outbox {
  /** The longest thing the hub is told at once, and the longest state, in bytes of JSON. */
  static final int LONGEST = 64 * 1024;

  private final DiscoveryLimits limits;
  private final Listener hub;
  private final Listening.Trouble trouble;
  private final TokenBucket rate;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Deque<Slot> waiting = new ArrayDeque<>();
  private long lost;

  /** Who is told. */
  interface Listener {
    void device(Device device);

    void state(String device, Map<String, @Nullable Object> patch);

    void removed(String device);
  }

  Outbox(DiscoveryLimits limits, Listener hub, Listening.Trouble trouble, long nanos) {
    this.limits = limits;
    this.hub = hub;
    this.trouble = trouble;
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

  /** Something happened, such as a key that was pressed; it comes and goes, or is left out. */
  void happened(String device, String event) {
    Slot slot = slots.get(device);
    if (slot == null) {
      return;
    }
    if (slot.happened(event)) {
      queue(slot);
    } else {
      lost++;
      trouble.cannot(
          device,
          "More happens than can be told: '%s' was left out.".formatted(event),
          "Let it happen less often.");
    }
  }

  /** How much that happened was left out so far. */
  long lost() {
    return lost;
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
    slot.notBefore = nanos + slot.pause(limits.pause()).toNanos();
    Device described = slot.described;
    if (described != null) {
      slot.described = null;
      announce(slot, described);
    } else if (slot.mayTell()) {
      tellNews(slot);
    }
    if (slot.described != null || slot.mayTell()) {
      queue(slot);
    }
  }

  /** A device that is too long stays as it was, or untold with all that is said of it. */
  private void announce(Slot slot, Device device) {
    int length = Slot.written(List.of(device.name(), device.properties(), device.commandCatalog()));
    if (length > LONGEST) {
      refuse(slot.id, "Its description", length, "Give it fewer commands or shorter names.");
    } else {
      slot.announced = device;
      hub.device(device);
    }
  }

  private void tellNews(Slot slot) {
    Map<String, @Nullable Object> news = slot.takeNews();
    int left = slot.takeLeftOut();
    if (left > 0) {
      refuse(slot.id, "Its state", left, "Let it say less, or in shorter texts.");
    }
    if (!news.isEmpty()) {
      hub.state(slot.id, news);
    }
  }

  private void refuse(String device, String what, int length, String hint) {
    trouble.cannot(
        device,
        "%s would be %d bytes long, of %d at most; it is not told."
            .formatted(what, length, LONGEST),
        hint);
  }

  private void queue(Slot slot) {
    if (!slot.queued) {
      slot.queued = true;
      waiting.addLast(slot);
    }
  }
}
