package io.busbar.bench.load;

/**
 * What one client has seen of numbered updates that go to so many devices in turn. An update is
 * seen when it arrives, or when a newer one of its device does: a client that is told the latest
 * misses nothing.
 */
final class Arrivals {
  static final int RING = 1 << 16;

  private final Meter meter;
  private final int devices;
  private final long[] sentAt = new long[RING];
  private final boolean[] seen = new boolean[RING];
  private long sent;
  private long checked;

  Arrivals(Meter meter, int devices) {
    this.meter = meter;
    this.devices = devices;
  }

  /** Notes that the next update leaves. */
  void sent(long now) {
    int slot = (int) (sent++ % RING);
    sentAt[slot] = now;
    seen[slot] = false;
  }

  /** Notes that an update came; one that is unknown or was seen counts for nothing. */
  void arrived(long update, long now) {
    if (update >= sent) {
      return;
    }
    long oldest = Math.max(0, sent - RING);
    for (long each = update; each >= oldest && !seen[(int) (each % RING)]; each -= devices) {
      int slot = (int) (each % RING);
      seen[slot] = true;
      meter.add(now - sentAt[slot], 0);
    }
  }

  /** Counts as failed what was sent before this time and is not seen. */
  void overdue(long before) {
    checked = Math.max(checked, sent - RING);
    while (checked < sent && sentAt[(int) (checked % RING)] < before) {
      if (!seen[(int) (checked % RING)]) {
        meter.fail();
      }
      checked++;
    }
  }
}
