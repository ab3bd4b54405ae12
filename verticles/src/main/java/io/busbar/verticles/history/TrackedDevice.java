package io.busbar.verticles.history;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Secrets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The keys of one device, and how often others than numbers may change. Used on one context. */
final class TrackedDevice {
  static final int MOST_KEYS = 500;

  /** How many changes of text and booleans are kept a second. */
  static final int CHANGES_PER_SECOND = 10;

  private static final int LONGEST_KEY = 256;

  private final DeviceId id;
  private final Map<String, TrackedKey> keys = new HashMap<>();
  private long second;
  private int taken;

  TrackedDevice(DeviceId id) {
    this.id = id;
  }

  DeviceId id() {
    return id;
  }

  int size() {
    return keys.size();
  }

  Collection<TrackedKey> keys() {
    return keys.values();
  }

  boolean knows(String name) {
    return keys.containsKey(name);
  }

  /** The key with this name; {@link TrackedKey#IGNORED} when it is not recorded. */
  TrackedKey key(String name) {
    TrackedKey known = keys.get(name);
    if (known != null) {
      return known;
    }
    if (keys.size() >= MOST_KEYS) {
      return TrackedKey.IGNORED;
    }
    TrackedKey fresh = isRecorded(name) ? new TrackedKey(name) : TrackedKey.IGNORED;
    keys.put(name, fresh);
    return fresh;
  }

  /** Whether one more change may be kept in this second. */
  boolean mayChange(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      taken = 0;
    }
    return taken++ < CHANGES_PER_SECOND;
  }

  private static boolean isRecorded(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_KEY
        && name.chars().noneMatch(Character::isISOControl)
        && !Secrets.isSecret(name);
  }
}
